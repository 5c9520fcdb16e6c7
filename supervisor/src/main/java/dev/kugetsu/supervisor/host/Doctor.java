package dev.kugetsu.supervisor.host;

import dev.kugetsu.adapters.Fingerprint;
import dev.kugetsu.adapters.Harness;
import dev.kugetsu.adapters.HarnessException;
import dev.kugetsu.supervisor.Audit;
import dev.kugetsu.supervisor.Housekeeping.Finding;
import dev.kugetsu.supervisor.Housekeeping.Finding.Level;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.TurnQueue;
import dev.kugetsu.supervisor.TurnQueue.QueueView;
import dev.kugetsu.supervisor.config.Flags;
import dev.kugetsu.supervisor.harness.HarnessCatalog;
import dev.kugetsu.supervisor.home.KugetsuHome;
import dev.kugetsu.supervisor.project.ProjectSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.zeroturnaround.exec.ProcessExecutor;

/// Examines this machine: what is missing, what is unsafe, what is left over. Changes nothing. Thread-safe.
final class Doctor {

    private static final long PLENTY_BYTES = 2L << 30;

    private final KugetsuHome home;
    private final ProjectSettings settings;
    private final ProjectFindings project;
    private final HarnessCatalog harnesses;
    private final TurnQueue queue;
    private final Audit audit;
    private final DaemonFindings daemon;

    Doctor(
            KugetsuHome home,
            ProjectSettings settings,
            ProjectFindings project,
            HarnessCatalog harnesses,
            TurnQueue queue,
            Audit audit,
            DaemonFindings daemon) {
        this.home = home;
        this.settings = settings;
        this.project = project;
        this.harnesses = harnesses;
        this.queue = queue;
        this.audit = audit;
        this.daemon = daemon;
    }

    List<Finding> examine(Path directory) {
        List<Finding> findings = new ArrayList<>();
        findings.add(ok("java", Runtime.version() + " at " + System.getProperty("java.home")));
        findings.add(git());
        findings.add(permissions());
        findings.add(disk());
        String chosen = settings.ofMachine(Flags.NONE).settings().harness();
        harnesses.list().forEach(harness -> findings.add(harness(harness, chosen)));
        findings.addAll(project.find(directory));
        findings.add(queue());
        findings.addAll(daemon.find());
        audit.examine().forEach(difference -> findings.add(difference(difference)));
        return findings;
    }

    private static Finding git() {
        try {
            String version = new ProcessExecutor("git", "--version")
                    .timeout(10, TimeUnit.SECONDS)
                    .readOutput(true)
                    .exitValueNormal()
                    .execute()
                    .outputUTF8()
                    .strip();
            return ok("git", version);
        } catch (IOException | TimeoutException | RuntimeException e) {
            return warning(
                    "git",
                    "the git program does not answer: " + e.getMessage(),
                    "install git: some repositories (sparse checkout, LFS, submodules …) need it");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KugetsuException(KugetsuException.Kind.INTERRUPTED, "interrupted");
        }
    }

    private Finding permissions() {
        try {
            Set<PosixFilePermission> others = Files.getPosixFilePermissions(home.directory()).stream()
                    .filter(permission -> !permission.name().startsWith("OWNER"))
                    .collect(Collectors.toUnmodifiableSet());
            return others.isEmpty()
                    ? ok("home", home.directory() + " belongs to you alone")
                    : warning(
                            "home", "others may enter " + home.directory(), "run `chmod 700 " + home.directory() + "`");
        } catch (IOException e) {
            return error("home", home.directory() + " cannot be examined: " + e.getMessage(), "check who owns it");
        }
    }

    private Finding disk() {
        try {
            long free = Files.getFileStore(home.directory()).getUsableSpace();
            String message = (free >> 20) + " MiB are free for " + home.directory();
            return free < PLENTY_BYTES
                    ? warning("disk", message, "make room before many agents start")
                    : ok("disk", message);
        } catch (IOException e) {
            return error("disk", "the free space cannot be told: " + e.getMessage(), "check the disk");
        }
    }

    /// A harness that nobody has chosen may be missing.
    private static Finding harness(Harness harness, String chosen) {
        String subject = "harness " + harness.name();
        try {
            Fingerprint found = harness.fingerprint();
            String message = found.version() + " at " + found.program();
            return found.isTested()
                    ? ok(subject, message)
                    : warning(
                            subject,
                            message + "; tested are " + String.join(", ", found.testedVersions()),
                            "watch the first turns closely, or install a tested version");
        } catch (HarnessException e) {
            String message = String.valueOf(e.getMessage());
            return harness.name().equals(chosen)
                    ? error(subject, message, "install it, or choose another with `harness` in config.toml")
                    : ok(subject, "not to be used: " + message);
        }
    }

    private Finding queue() {
        QueueView view = queue.list();
        List<String> held = new ArrayList<>(view.notices());
        view.pause().ifPresent(pause -> held.addFirst("paused since " + pause.since() + ": " + pause.reason()));
        String waiting =
                view.turns().size() + " turns wait, " + view.running() + " of " + view.slots() + " slots are taken";
        return held.isEmpty()
                ? ok("queue", waiting)
                : warning("queue", String.join("; ", held) + "; " + waiting, "see `kugetsu queue list`");
    }

    /// What should not be there, or should be there and is not.
    private static Finding difference(Audit.Difference difference) {
        return warning(
                difference.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                difference.name() + ": " + difference.evidence(),
                difference
                        .next()
                        .orElse("`kugetsu audit --fix` " + difference.repair().orElse("repairs it")));
    }

    private static Finding ok(String subject, String message) {
        return new Finding(Level.OK, subject, message, "");
    }

    private static Finding warning(String subject, String message, String next) {
        return new Finding(Level.WARNING, subject, message, next);
    }

    private static Finding error(String subject, String message, String next) {
        return new Finding(Level.ERROR, subject, message, next);
    }
}
