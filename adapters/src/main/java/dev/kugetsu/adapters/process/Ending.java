package dev.kugetsu.adapters.process;

import dev.kugetsu.adapters.Liveness;
import dev.kugetsu.adapters.ProcessIdentity;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/// Ends the processes of a turn for good. Thread-safe.
final class Ending {

    private static final Duration LOOK = Duration.ofMillis(20);
    private static final Duration KILL_LIMIT = Duration.ofSeconds(10);
    private static final Duration WRAPPER_PATIENCE = Duration.ofSeconds(5);

    private final ProcessTable table;

    Ending(ProcessTable table) {
        this.table = table;
    }

    /// SIGTERM to the whole family, which is collected first; after the grace SIGKILL, until nothing of it is
    /// left.
    ///
    /// @throws IllegalStateException when something survives SIGKILL for ten seconds, naming it
    void end(TurnFamily family, Duration grace) throws InterruptedException {
        Set<ProcessIdentity> members = living(family);
        terminate(members);
        long deadline = System.nanoTime() + grace.toNanos();
        while (!members.isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(LOOK);
            members = living(family);
        }
        kill(family, members);
    }

    /// Gives the turn's own wrapper a moment for its last words, then ends it too, and whatever it may have
    /// started meanwhile.
    void endWrapper(TurnFamily family) throws InterruptedException {
        long limit = System.nanoTime() + WRAPPER_PATIENCE.toNanos();
        while (true) {
            List<ProcessEntry> snapshot = table.snapshot();
            Set<ProcessIdentity> members = family.membersIn(snapshot, table.current());
            List<ProcessIdentity> wrapper = family.wrapperIn(snapshot);
            if (members.isEmpty() && wrapper.isEmpty()) {
                return;
            }
            kill(members);
            if (System.nanoTime() > limit) {
                kill(wrapper);
            }
            Thread.sleep(LOOK);
        }
    }

    Set<ProcessIdentity> living(TurnFamily family) {
        return family.membersIn(table.snapshot(), table.current());
    }

    void terminate(Collection<ProcessIdentity> processes) {
        processes.forEach(process -> signal(process, ProcessHandle::destroy));
    }

    void kill(Collection<ProcessIdentity> processes) {
        processes.forEach(process -> signal(process, ProcessHandle::destroyForcibly));
    }

    private void kill(TurnFamily family, Set<ProcessIdentity> members) throws InterruptedException {
        long limit = System.nanoTime() + KILL_LIMIT.toNanos();
        Set<ProcessIdentity> left = members;
        while (!left.isEmpty()) {
            if (System.nanoTime() > limit) {
                throw new IllegalStateException("processes survive SIGKILL, so they hang in the kernel: " + left
                        + "; look at their state with ps, only a reboot may help");
            }
            kill(left);
            Thread.sleep(LOOK);
            left = living(family);
        }
    }

    private interface Signal {
        boolean send(ProcessHandle handle);
    }

    /// The handle is taken before the probe: it names a start time of its own and does not hit a pid's next
    /// owner.
    private void signal(ProcessIdentity process, Signal signal) {
        if (process.pid() <= 1 || process.pid() == ProcessHandle.current().pid()) {
            throw new IllegalArgumentException("never to be ended by us: process " + process);
        }
        ProcessHandle.of(process.pid())
                .filter(handle -> table.probe(process) == Liveness.ALIVE)
                .ifPresent(signal::send);
    }
}
