package dev.kugetsu.supervisor.access;

import dev.kugetsu.supervisor.Daemon;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.StopRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// The daemon as agents see it, whatever their session: they may know how it is, and their turns may be handed
/// to it. Thread-safe.
public record ScopedDaemon(Daemon daemon) implements Daemon {

    @Override
    public Status status() {
        return daemon.status();
    }

    @Override
    public List<Notice> prepare() {
        return daemon.prepare();
    }

    @Override
    public Status start(Duration timeout) {
        throw refusal("start the daemon");
    }

    @Override
    public Status stop(Duration timeout) {
        throw refusal("stop the daemon");
    }

    @Override
    public Path log() {
        throw refusal("read the log of the daemon");
    }

    @Override
    public void run(StopRequest stop) {
        throw refusal("be the daemon");
    }

    private static KugetsuException refusal(String wanted) {
        return new KugetsuException(
                KugetsuException.Kind.CONFLICT, "an agent may not " + wanted, "leave it to the user");
    }
}
