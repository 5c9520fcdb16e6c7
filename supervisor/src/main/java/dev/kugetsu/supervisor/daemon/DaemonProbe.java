package dev.kugetsu.supervisor.daemon;

import dev.kugetsu.adapters.Liveness;
import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.adapters.Processes;
import dev.kugetsu.supervisor.Daemon.State;
import dev.kugetsu.supervisor.Daemon.Status;
import dev.kugetsu.supervisor.daemon.DaemonClient.Answer;
import dev.kugetsu.supervisor.daemon.DaemonFiles.Owner;
import dev.kugetsu.supervisor.home.KugetsuHome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/// Looks at the daemon of a home from outside: what it left, whether its process lives, what it answers, and, when it
/// does not answer, whether anybody holds its lock. Changes nothing. Thread-safe.
final class DaemonProbe {

    private final Path lock;
    private final DaemonFiles files;
    private final DaemonClient client;
    private final Processes processes;

    DaemonProbe(KugetsuHome home, DaemonFiles files, DaemonClient client, Processes processes) {
        this.lock = home.daemonLock();
        this.files = files;
        this.client = client;
        this.processes = processes;
    }

    /// What was found, and what it means.
    ///
    /// @param process the living process that is the daemon, as far as there is proof
    /// @param handshake of that process
    record Sight(Status status, Optional<ProcessIdentity> process, Optional<Handshake> handshake) {}

    Sight look() {
        return files.findHandshake().map(this::look).orElseGet(this::lookWithoutHandshake);
    }

    private Sight look(Handshake handshake) {
        ProcessIdentity process = handshake.identity().process();
        if (process.equals(processes.current())) {
            return sight(State.READY, "it is this very process", handshake);
        }
        return switch (processes.probe(process)) {
            case DEAD -> dead(handshake);
            case UNKNOWN ->
                sight(State.UNHEALTHY, "whether process " + process.pid() + " lives cannot be told", handshake);
            case ALIVE -> living(handshake);
        };
    }

    /// A daemon that was killed may have a successor that has not come as far as its own handshake.
    private Sight dead(Handshake handshake) {
        return findStarting()
                .orElseGet(() -> sight(
                        State.STALE,
                        "process " + handshake.identity().process().pid() + " has ended without saying so",
                        handshake));
    }

    private Sight living(Handshake handshake) {
        Answer answer = client.ask(handshake);
        return switch (answer) {
            case READY -> sight(State.READY, "it takes turns", handshake);
            case NOT_READY -> sight(State.NOT_READY, "it is starting or ending", handshake);
            case FOREIGN -> sight(State.UNHEALTHY, "somebody else answers on " + handshake.socket(), handshake);
            case NONE ->
                isLocked()
                        ? sight(State.UNHEALTHY, "it does not answer on " + handshake.socket(), handshake)
                        : sight(
                                State.STALE,
                                "process " + handshake.identity().process().pid() + " lives, but it is no daemon",
                                handshake);
        };
    }

    private Sight lookWithoutHandshake() {
        return findStarting()
                .orElseGet(() ->
                        new Sight(Status.of(State.STOPPED, "no daemon runs"), Optional.empty(), Optional.empty()));
    }

    private Optional<Sight> findStarting() {
        return files.findOwner()
                .map(Owner::process)
                .filter(process -> processes.probe(process) == Liveness.ALIVE)
                .filter(process -> process.equals(processes.current()) || isLocked())
                .map(process -> new Sight(
                        new Status(
                                State.NOT_READY,
                                "it is starting or ending",
                                Optional.of(process.pid()),
                                OptionalInt.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()),
                        Optional.of(process),
                        Optional.empty()));
    }

    /// Takes the lock for a moment if it is free; a daemon that starts meanwhile tries more than once.
    private boolean isLocked() {
        if (Files.notExists(lock)) {
            return false;
        }
        Optional<DaemonLock> free = DaemonLock.tryAcquire(lock);
        free.ifPresent(DaemonLock::close);
        return free.isEmpty();
    }

    private static Sight sight(State state, String reason, Handshake handshake) {
        DaemonIdentity identity = handshake.identity();
        return new Sight(
                new Status(
                        state,
                        reason,
                        Optional.of(identity.process().pid()),
                        handshake.port(),
                        Optional.of(handshake.socket().toString()),
                        Optional.of(identity.startedAt()),
                        Optional.of(identity.version())),
                state == State.STALE ? Optional.empty() : Optional.of(identity.process()),
                Optional.of(handshake));
    }
}
