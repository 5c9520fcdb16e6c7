package dev.kugetsu.adapters.opencode;

import dev.kugetsu.adapters.Deadlines;
import dev.kugetsu.adapters.ForkRequest;
import dev.kugetsu.adapters.HarnessEvent;
import dev.kugetsu.adapters.HarnessException;
import dev.kugetsu.adapters.HarnessSessionId;
import dev.kugetsu.adapters.PermissionRule;
import dev.kugetsu.adapters.RunningTurn;
import dev.kugetsu.adapters.TurnFolder;
import dev.kugetsu.adapters.TurnOutcome;
import dev.kugetsu.adapters.TurnRequest;
import dev.kugetsu.adapters.TurnRequest.Diagnostics;
import dev.kugetsu.adapters.modelserver.ScriptedModelServer;
import dev.kugetsu.adapters.process.SystemProcesses;
import dev.kugetsu.adapters.process.TurnProcesses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.zeroturnaround.exec.InvalidExitValueException;
import org.zeroturnaround.exec.ProcessExecutor;

/// A repository with linked worktrees, the real opencode in a sandbox, and a model that plays a script.
final class OpencodeScene implements AutoCloseable {

    static final Deadlines PATIENT =
            new Deadlines(Duration.ofSeconds(90), Duration.ofSeconds(90), Duration.ofSeconds(180));

    final Path root;
    final Path repository;
    final ScriptedModelServer model = ScriptedModelServer.start();
    final SystemProcesses processes = SystemProcesses.detect();
    final OpencodeSandbox sandbox;
    final OpencodeHarness harness;
    private final AtomicInteger turns = new AtomicInteger();

    OpencodeScene(Path folder) throws Exception {
        this(folder, Map.of());
    }

    /// @param callers what is in our caller's environment besides the sandbox
    OpencodeScene(Path folder, Map<String, String> callers) throws Exception {
        Path program = RealOpencode.require();
        this.root = folder.toRealPath();
        this.repository = root.resolve("repository");
        this.sandbox = OpencodeSandbox.create(Files.createDirectories(root.resolve("home")), model.baseUrl());
        this.harness = new OpencodeHarness(new TurnProcesses(processes), options(program, callers));
        Files.createDirectories(repository);
        git(repository, "init", "--quiet", "--initial-branch=main");
        Files.writeString(repository.resolve("README.md"), "hello\n");
        git(repository, "add", ".");
        git(repository, "-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "--quiet", "-m", "one");
    }

    private OpencodeOptions options(Path program, Map<String, String> callers) {
        OpencodeOptions options = sandbox.options(program);
        Map<String, String> environment = new HashMap<>(callers);
        environment.putAll(options.environment());
        return new OpencodeOptions(options.program(), environment, options.stateDirectory(), options.commandDeadline());
    }

    /// A linked worktree of its own branch.
    Path worktree(String name) throws IOException {
        Path path = root.resolve("worktrees").resolve(name);
        git(repository, "worktree", "add", "--quiet", "-b", name, path.toString());
        return path;
    }

    String git(Path directory, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        try {
            return new ProcessExecutor(command)
                    .directory(directory.toFile())
                    .environment(sandbox.environment())
                    .readOutput(true)
                    .exitValueNormal()
                    .execute()
                    .outputUTF8();
        } catch (InterruptedException | TimeoutException | InvalidExitValueException e) {
            throw new IOException("git " + String.join(" ", arguments) + " failed", e);
        }
    }

    TurnRequest turn(Path directory, String prompt) throws IOException {
        return turn(directory, prompt, Optional.empty(), List.of());
    }

    TurnRequest turn(Path directory, String prompt, HarnessSessionId session) throws IOException {
        return turn(directory, prompt, Optional.of(session), List.of());
    }

    TurnRequest turn(
            Path directory, String prompt, Optional<HarnessSessionId> session, List<PermissionRule> permissions)
            throws IOException {
        String id =
                "t-" + turns.incrementAndGet() + "-" + ProcessHandle.current().pid();
        Path folder = Files.createDirectories(
                root.resolve("turns").resolve(id),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        TurnFolder turnFolder = new TurnFolder(folder);
        Files.writeString(turnFolder.prompt(), prompt);
        return new TurnRequest(
                id,
                turnFolder,
                directory,
                session,
                "a title",
                Optional.of(OpencodeSandbox.MODEL),
                permissions,
                Map.of(),
                Optional.empty(),
                PATIENT,
                Diagnostics.NORMAL);
    }

    /// A turn that has ended.
    record Ended(TurnOutcome outcome, List<HarnessEvent> events) {

        HarnessSessionId session() {
            return outcome.session().orElseThrow();
        }
    }

    Ended run(TurnRequest request) throws HarnessException, InterruptedException {
        return await(harness.start(request));
    }

    Ended await(RunningTurn turn) throws InterruptedException {
        List<HarnessEvent> events = new CopyOnWriteArrayList<>();
        TurnOutcome outcome = turn.await(PATIENT, event -> events.add(event.event()));
        return new Ended(outcome, events);
    }

    HarnessSessionId fork(String key, HarnessSessionId base, Path directory) throws HarnessException {
        return harness.fork(new ForkRequest(key, base, repository, directory, "fork " + key));
    }

    @Override
    public void close() {
        model.close();
    }
}
