package dev.kugetsu.adapters.process;

import dev.kugetsu.adapters.Liveness;
import dev.kugetsu.adapters.ProcessIdentity;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// Ends the processes of a turn for good. Thread-safe.
final class Ending {

    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final Duration KILL_LIMIT = Duration.ofSeconds(10);
    private static final Duration WRAPPER_PATIENCE = Duration.ofSeconds(5);

    private final ProcessTable table;

    Ending(ProcessTable table) {
        this.table = table;
    }

    /// What lives of a turn in one snapshot.
    private record Living(Set<ProcessIdentity> members, List<ProcessIdentity> wrapper) {

        boolean isNothing() {
            return members.isEmpty() && wrapper.isEmpty();
        }
    }

    /// SIGTERM to the whole family, which is collected first, and to what it starts while it ends; after the
    /// grace SIGKILL, until nothing of it is left. The wrapper ends by itself when it has written its last
    /// words; only if it does not, it is killed too.
    ///
    /// @throws IllegalStateException when something survives SIGKILL for ten seconds, naming it
    void end(TurnFamily family, Duration grace) throws InterruptedException {
        Living living = look(family);
        Set<ProcessIdentity> asked = new HashSet<>();
        askNewcomers(living, asked);
        long termination = System.nanoTime() + grace.toNanos();
        while (!living.members().isEmpty() && System.nanoTime() < termination) {
            Thread.sleep(PAUSE);
            living = look(family);
            askNewcomers(living, asked);
        }
        long begun = System.nanoTime();
        while (!living.isNothing()) {
            Duration tried = Duration.ofNanos(System.nanoTime() - begun);
            if (tried.compareTo(KILL_LIMIT) > 0) {
                throw new IllegalStateException("processes survive SIGKILL, so they hang in the kernel: " + living
                        + "; look at their state with ps, only a reboot may help");
            }
            kill(living.members());
            if (tried.compareTo(WRAPPER_PATIENCE) > 0 || !family.isLedBy(living.wrapper())) {
                kill(living.wrapper());
            }
            Thread.sleep(PAUSE);
            living = look(family);
        }
    }

    /// A shell whose child was asked before it starts the next one.
    private void askNewcomers(Living living, Set<ProcessIdentity> asked) {
        signal(living.members().stream().filter(asked::add).toList(), ProcessHandle::destroy);
    }

    /// Sends SIGKILL to what a dead wrapper has left behind and does not wait; returns whether nothing was
    /// left.
    boolean killNow(TurnFamily family) {
        Living living = look(family);
        kill(living.members());
        kill(living.wrapper());
        return living.isNothing();
    }

    /// Whether nothing of it lives; only looks.
    boolean isOver(TurnFamily family) {
        return look(family).isNothing();
    }

    void kill(Collection<ProcessIdentity> processes) {
        signal(processes, ProcessHandle::destroyForcibly);
    }

    private Living look(TurnFamily family) {
        List<ProcessEntry> snapshot = table.snapshot();
        return new Living(family.membersIn(snapshot, table.current()), family.wrapperIn(snapshot));
    }

    /// The handle is taken before the probe: it names a start time of its own and does not hit a pid's next
    /// owner.
    private void signal(Collection<ProcessIdentity> processes, Consumer<ProcessHandle> signal) {
        for (ProcessIdentity process : processes) {
            if (process.pid() <= 1 || process.pid() == ProcessHandle.current().pid()) {
                throw new IllegalArgumentException("never to be ended by us: process " + process);
            }
            ProcessHandle.of(process.pid())
                    .filter(handle -> table.probe(process) == Liveness.ALIVE)
                    .ifPresent(signal);
        }
    }
}
