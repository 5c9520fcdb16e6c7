package dev.kugetsu.supervisor.daemon;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Starts components in order and closes them in reverse order, each once. Thread-safe; starting and closing are
/// called by one thread.
final class Lifecycle implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Lifecycle.class);

    /// How far it is; never goes back.
    enum Phase {
        LATENT,
        STARTING,
        STARTED,
        STOPPING,
        STOPPED
    }

    private final List<Component> components;
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.LATENT);
    private final Deque<Component> started = new ArrayDeque<>();

    Lifecycle(List<Component> components) {
        this.components = List.copyOf(components);
    }

    Phase phase() {
        return Objects.requireNonNull(phase.get());
    }

    /// Starts all. When one cannot, those before it are closed and its failure is thrown; what fails in closing is
    /// added to that.
    void start() {
        require(Phase.LATENT, Phase.STARTING);
        for (Component component : components) {
            try {
                component.start();
                started.push(component);
                log.info("{} is started", component.name());
            } catch (RuntimeException | Error failure) {
                log.error("{} cannot be started: {}", component.name(), failure.toString());
                require(Phase.STARTING, Phase.STOPPING);
                closeStarted().forEach(failure::addSuppressed);
                require(Phase.STOPPING, Phase.STOPPED);
                throw failure;
            }
        }
        require(Phase.STARTING, Phase.STARTED);
    }

    /// Closes what is started; the second time nothing happens.
    ///
    /// @throws IllegalStateException when one could not be closed, after all the others have been; the failures are
    ///   added to it
    @Override
    public void close() {
        if (phase.compareAndSet(Phase.LATENT, Phase.STOPPED) || !phase.compareAndSet(Phase.STARTED, Phase.STOPPING)) {
            return;
        }
        List<Throwable> failures = closeStarted();
        require(Phase.STOPPING, Phase.STOPPED);
        if (!failures.isEmpty()) {
            IllegalStateException failure = new IllegalStateException("not all parts of the daemon could be closed");
            failures.forEach(failure::addSuppressed);
            throw failure;
        }
    }

    private List<Throwable> closeStarted() {
        List<Throwable> failures = new ArrayList<>();
        while (!started.isEmpty()) {
            Component component = started.pop();
            try {
                component.close();
                log.info("{} is closed", component.name());
            } catch (RuntimeException | Error failure) {
                log.error("{} cannot be closed: {}", component.name(), failure.toString());
                failures.add(failure);
            }
        }
        return failures;
    }

    private void require(Phase from, Phase to) {
        if (!phase.compareAndSet(from, to)) {
            throw new IllegalStateException("the daemon is " + phase.get() + " and cannot become " + to);
        }
    }
}
