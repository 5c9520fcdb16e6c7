package dev.kugetsu.cli;

import dev.kugetsu.supervisor.Daemon;
import dev.kugetsu.supervisor.StopRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A daemon that notes what it is asked and answers what it was told to answer.
final class FakeDaemon implements Daemon {

    /// Every request that changes something, in order.
    final List<String> requests = new ArrayList<>();

    Status status = Status.of(State.STOPPED, "no daemon runs");
    Status started = status;
    List<Notice> notices = List.of();
    Optional<RuntimeException> failure = Optional.empty();
    Path log = Path.of("/nonexistent/daemon.log");

    @Override
    public Status status() {
        return status;
    }

    @Override
    public Status start(Duration timeout) {
        note("start " + timeout);
        return started;
    }

    @Override
    public Status stop(Duration timeout) {
        note("stop " + timeout);
        return status;
    }

    @Override
    public List<Notice> prepare() {
        note("prepare");
        return notices;
    }

    @Override
    public Path log() {
        return log;
    }

    @Override
    public void run(StopRequest stop) {
        note("run");
    }

    private void note(String request) {
        requests.add(request);
        failure.ifPresent(e -> {
            throw e;
        });
    }
}
