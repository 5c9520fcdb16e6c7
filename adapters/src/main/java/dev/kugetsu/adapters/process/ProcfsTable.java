package dev.kugetsu.adapters.process;

import dev.kugetsu.adapters.Liveness;
import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.adapters.Processes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/// The process table as Linux shows it under `/proc`.
final class ProcfsTable implements ProcessTable {

    /// Loading a program takes 0.1 ms; measured beside six busy loops on two cores, up to 16.
    private static final Duration LOADING_WAIT = Duration.ofNanos(500_000);

    private static final int LOADING_WAITS = 100;

    private final Path root;
    private final String bootId;
    private final Optional<String> namespace;

    /// @throws IOException when there is no such table here
    ProcfsTable(Path root) throws IOException {
        this.root = root;
        this.bootId =
                Files.readString(root.resolve("sys/kernel/random/boot_id")).strip();
        this.namespace = findNamespace(root.resolve("self/ns/pid"));
    }

    /// The link reads `pid:[4026531836]`. Kernels can be built without it; then there is but one.
    private static Optional<String> findNamespace(Path link) throws IOException {
        return Files.exists(link, LinkOption.NOFOLLOW_LINKS)
                ? Optional.of(Files.readSymbolicLink(link).toString().replaceAll("\\D", ""))
                : Optional.empty();
    }

    @Override
    public WrapperDialect dialect() {
        return WrapperDialect.PROCFS;
    }

    @Override
    public String origin() {
        return bootId + namespace.map(name -> " " + name).orElse("");
    }

    @Override
    public ProcessIdentity current() {
        long pid = ProcessHandle.current().pid();
        try {
            return identity(pid, stat(pid));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read our own process under " + root, e);
        }
    }

    @Override
    public Liveness probe(ProcessIdentity process) {
        if (!process.bootId().equals(bootId)) {
            return Liveness.DEAD;
        }
        if (isElsewhere(process)) {
            return Liveness.UNKNOWN;
        }
        try {
            ProcfsStat stat = stat(process.pid());
            return stat.isAlive() && stat.startTicks() == process.startTicks() ? Liveness.ALIVE : Liveness.DEAD;
        } catch (NoSuchFileException e) {
            return Files.exists(root.resolve("self")) ? Liveness.DEAD : Liveness.UNKNOWN;
        } catch (IOException e) {
            return Liveness.UNKNOWN;
        }
    }

    /// Another container counts its own processes, and ours show nothing of them under that pid.
    private boolean isElsewhere(ProcessIdentity process) {
        return namespace.isPresent()
                && process.namespace()
                        .filter(name -> !name.equals(namespace.get()))
                        .isPresent();
    }

    @Override
    public List<ProcessEntry> snapshot() {
        List<ProcessEntry> entries = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(root, "[0-9]*")) {
            for (Path folder : folders) {
                entry(Long.parseLong(folder.getFileName().toString())).ifPresent(entries::add);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the processes under " + root, e);
        }
        return entries;
    }

    @Override
    public Optional<Ancestor> ancestor(long pid) {
        try {
            ProcfsStat stat = stat(pid);
            String program = Files.readString(root.resolve(pid + "/comm"), StandardCharsets.ISO_8859_1)
                    .strip();
            return Optional.of(new Ancestor(identity(pid, stat), stat.parent(), stat.terminal(), program));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    /// Empty when the process has ended by now.
    private Optional<ProcessEntry> entry(long pid) {
        try {
            ProcfsStat stat = stat(pid);
            if (!stat.isAlive()) {
                return Optional.empty();
            }
            Markers markers = Markers.of(environment(pid, stat));
            return Optional.of(new ProcessEntry(
                    identity(pid, stat), stat.parent(), stat.session(), markers.turn(), markers.wrapped()));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    /// Another user's environment is not ours to read: then it carries no marker of ours. Between the
    /// environments of two programs a process has none, and of one that is taken away under the reader only the
    /// beginning is read; without its marker it could not be told from a stranger.
    private String environment(long pid, ProcfsStat before) throws IOException {
        Path file = root.resolve(pid + "/environ");
        if (!Files.isReadable(file)) {
            return "";
        }
        String environment = Files.readString(file, StandardCharsets.ISO_8859_1);
        ProcfsStat earlier = before;
        for (int waits = 0; !environment.endsWith("\0") && waits < LOADING_WAITS; waits++) {
            ProcfsStat now = stat(pid);
            if (now.isStillAt(earlier)) {
                return environment; // it really has none, or has written over it
            }
            LockSupport.parkNanos(LOADING_WAIT.toNanos());
            earlier = now;
            environment = Files.readString(file, StandardCharsets.ISO_8859_1);
        }
        return environment;
    }

    private ProcfsStat stat(long pid) throws IOException {
        return ProcfsStat.parse(Files.readString(root.resolve(pid + "/stat"), StandardCharsets.ISO_8859_1));
    }

    private ProcessIdentity identity(long pid, ProcfsStat stat) {
        return new ProcessIdentity(pid, stat.startTicks(), bootId, namespace);
    }

    private record Markers(Optional<String> turn, Optional<String> wrapped) {

        static Markers of(String environment) {
            return new Markers(
                    value(environment, Processes.TURN_MARKER), value(environment, ProcessEntry.WRAPPER_MARKER));
        }

        private static Optional<String> value(String environment, String name) {
            String bounded = '\0' + environment;
            String start = '\0' + name + '=';
            int found = bounded.indexOf(start);
            if (found < 0) {
                return Optional.empty();
            }
            int from = found + start.length();
            int to = bounded.indexOf('\0', from);
            return Optional.of(bounded.substring(from, to < 0 ? bounded.length() : to));
        }
    }
}
