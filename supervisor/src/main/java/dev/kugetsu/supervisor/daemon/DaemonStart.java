package dev.kugetsu.supervisor.daemon;

import dev.kugetsu.supervisor.Daemon.State;
import dev.kugetsu.supervisor.Daemon.Status;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.home.FileFault;
import dev.kugetsu.supervisor.home.KugetsuHome;
import dev.kugetsu.supervisor.home.OwnFiles;
import java.io.IOException;
import java.time.Duration;

/// Brings a daemon up and waits until it is ready. Thread-safe; several who do it at once get the same one.
final class DaemonStart {

    private final KugetsuHome home;
    private final DaemonProbe probe;
    private final DaemonProgram program;

    DaemonStart(KugetsuHome home, DaemonProbe probe, DaemonProgram program) {
        this.home = home;
        this.probe = probe;
        this.program = program;
    }

    Status start(Duration timeout) {
        Patience patience = Patience.of(timeout);
        home.create();
        LogTail log = LogTail.from(home.daemonLog());
        Status status = probe.look().status();
        return switch (status.state()) {
            case READY -> status;
            case NOT_READY, UNHEALTHY -> awaitReady(status, patience, log);
            case STOPPED, STALE -> awaitReady(launch(), status, patience, log);
        };
    }

    private Process launch() {
        OwnFiles.makeFile(home.daemonLog());
        try {
            return program.start(home.daemonLog());
        } catch (IOException e) {
            throw new KugetsuException(
                    KugetsuException.Kind.UNAVAILABLE,
                    "the daemon cannot be started: " + FileFault.words(e),
                    "run it in the foreground with `kugetsu daemon run`",
                    e);
        }
    }

    private Status awaitReady(Process process, Status before, Patience patience, LogTail log) {
        Status status = before;
        while (!patience.isOver()) {
            boolean hasEnded = !process.isAlive();
            status = probe.look().status();
            if (status.state() == State.READY) {
                return status;
            }
            if (hasEnded) {
                return awaitAnother(process, status, patience, log);
            }
            patience.rest();
        }
        throw late(status, patience, log);
    }

    /// Ours has ended; if that was because another was quicker, that one is as good.
    private Status awaitAnother(Process ended, Status status, Patience patience, LogTail log) {
        return switch (status.state()) {
            case NOT_READY, UNHEALTHY, READY -> awaitReady(status, patience, log);
            case STOPPED, STALE ->
                throw new KugetsuException(
                        KugetsuException.Kind.UNAVAILABLE,
                        "the daemon ended with exit code " + ended.exitValue() + " before it was ready" + said(log),
                        "mend that, then run `kugetsu daemon start` again; its whole log is " + log.log());
        };
    }

    private Status awaitReady(Status before, Patience patience, LogTail log) {
        Status status = before;
        while (!patience.isOver()) {
            status = probe.look().status();
            switch (status.state()) {
                case READY -> {
                    return status;
                }
                case STOPPED, STALE ->
                    throw new KugetsuException(
                            KugetsuException.Kind.UNAVAILABLE,
                            "the daemon that was starting or ending is gone" + said(log),
                            "run `kugetsu daemon start` again; its whole log is " + log.log());
                case NOT_READY, UNHEALTHY -> patience.rest();
            }
        }
        throw late(status, patience, log);
    }

    private static KugetsuException late(Status status, Patience patience, LogTail log) {
        String next = switch (status.state()) {
            case UNHEALTHY -> "end it with `kugetsu daemon stop`, then start it again";
            case STOPPED, STALE, NOT_READY, READY -> "wait for it with `kugetsu daemon start --timeout 60s`";
        };
        return new KugetsuException(
                KugetsuException.Kind.UNAVAILABLE,
                "the daemon was not ready within " + patience + ": " + status.reason() + said(log),
                next + "; its whole log is " + log.log());
    }

    private static String said(LogTail log) {
        String text = log.read();
        return text.isEmpty() ? "" : "; its log ends with:\n" + text;
    }
}
