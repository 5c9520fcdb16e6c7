package dev.kugetsu.supervisor.daemon;

import dev.kugetsu.adapters.Liveness;
import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.adapters.Processes;
import dev.kugetsu.supervisor.Daemon.Status;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.daemon.DaemonProbe.Sight;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Ends the daemon of a home, and nothing else: a process is the daemon when pid, start time and boot are those that
/// it recorded, and it answers by its instance or, when nobody answers, somebody holds the lock. Thread-safe.
final class DaemonStop {

    private static final Duration LOCK_PATIENCE = Duration.ofSeconds(1);

    private final Path lock;
    private final DaemonFiles files;
    private final DaemonProbe probe;
    private final DaemonClient client;
    private final Processes processes;

    DaemonStop(Path lock, DaemonFiles files, DaemonProbe probe, DaemonClient client, Processes processes) {
        this.lock = lock;
        this.files = files;
        this.probe = probe;
        this.client = client;
        this.processes = processes;
    }

    Status stop(Duration timeout) {
        Sight sight = probe.look();
        switch (sight.status().state()) {
            case STOPPED -> {}
            case STALE -> clearAway();
            case UNHEALTHY, NOT_READY, READY -> {
                ProcessIdentity process = sight.process().orElseThrow();
                ask(sight, process);
                awaitEnd(process, Patience.of(timeout));
                clearAway();
            }
        }
        return sight.status();
    }

    private void ask(Sight sight, ProcessIdentity process) {
        switch (sight.answer()) {
            case READY, NOT_READY -> {
                if (!client.requestStop(sight.handshake().orElseThrow())) {
                    signal(process);
                }
            }
            case NONE -> signal(process);
            case FOREIGN -> throw unproven(process, "somebody else answers on its socket");
        }
    }

    /// A process that has ended meanwhile needs no signal.
    private void signal(ProcessIdentity process) {
        switch (processes.probe(process)) {
            case DEAD -> {}
            case UNKNOWN -> throw unproven(process, "whether it lives cannot be told");
            case ALIVE -> ProcessHandle.of(process.pid()).ifPresent(ProcessHandle::destroy);
        }
    }

    private static KugetsuException unproven(ProcessIdentity process, String why) {
        return new KugetsuException(
                KugetsuException.Kind.CONFLICT,
                "process " + process.pid() + " is not proven to be the daemon of this home: " + why,
                "look at it with `ps -p " + process.pid() + "` and end it yourself if it is");
    }

    private void awaitEnd(ProcessIdentity process, Patience patience) {
        while (processes.probe(process) != Liveness.DEAD) {
            if (patience.isOver()) {
                throw new KugetsuException(
                        KugetsuException.Kind.UNAVAILABLE,
                        "the daemon, process " + process.pid() + ", has been asked to end and has not within "
                                + patience,
                        "wait longer with `kugetsu daemon stop --timeout 60s`, or end it with `kill -9 " + process.pid()
                                + "`; nothing is lost by that");
            }
            patience.rest();
        }
    }

    /// A successor that has the lock by now writes a handshake of its own. The system takes a moment to give back the
    /// lock of a process that was killed, and whoever looks at it holds it for a moment.
    private void clearAway() {
        Patience patience = Patience.of(LOCK_PATIENCE);
        Optional<DaemonLock> free = DaemonLock.tryAcquire(lock);
        while (free.isEmpty() && !patience.isOver()) {
            patience.rest();
            free = DaemonLock.tryAcquire(lock);
        }
        if (free.isPresent()) {
            try (DaemonLock _ = free.get()) {
                files.removeHandshake();
                files.removeSocket();
            }
        }
    }
}
