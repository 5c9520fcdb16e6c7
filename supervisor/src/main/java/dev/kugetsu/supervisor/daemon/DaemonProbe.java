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
import java.util.List;
import java.util.Optional;

/// Looks at the daemon of a home from outside: what it left, whether its process lives, what it answers, and,
/// when it does not answer, whether anybody holds its lock. Changes nothing. Thread-safe.
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
    /// @param answer what it has said
    record Sight(Status status, Optional<ProcessIdentity> process, Optional<Handshake> handshake, Answer answer) {}

    Sight look() {
        return files.findHandshake().map(this::look).orElseGet(this::lookWithoutHandshake);
    }

    private Sight look(Handshake handshake) {
        ProcessIdentity process = handshake.identity().process();
        if (process.matches(processes.current())) {
            return sight(State.READY, "it is this very process", handshake, Answer.READY);
        }
        return switch (processes.probe(process)) {
            case DEAD -> dead(handshake, "has ended without saying so");
            case UNKNOWN ->
                sight(
                        State.UNHEALTHY,
                        "whether process " + process.pid() + " lives cannot be told",
                        handshake,
                        Answer.NONE);
            case ALIVE -> living(handshake);
        };
    }

    /// A daemon that has gone may have a successor that has not come as far as its own handshake.
    private Sight dead(Handshake handshake, String how) {
        return findStarting()
                .orElseGet(() -> new Sight(
                        status(
                                State.STALE,
                                "process " + handshake.identity().process().pid() + " " + how,
                                handshake),
                        Optional.empty(),
                        Optional.of(handshake),
                        Answer.NONE));
    }

    private Sight living(Handshake handshake) {
        Answer answer = client.ask(handshake);
        return switch (answer) {
            case READY -> sight(State.READY, "it takes turns", handshake, answer);
            case NOT_READY -> sight(State.NOT_READY, "it is starting or ending", handshake, answer);
            case FOREIGN -> sight(State.UNHEALTHY, "somebody else answers on " + handshake.socket(), handshake, answer);
            case NONE ->
                isOwner(handshake.identity().process())
                        ? sight(State.UNHEALTHY, "it does not answer on " + handshake.socket(), handshake, answer)
                        : dead(handshake, "lives, but it is no daemon");
        };
    }

    private Sight lookWithoutHandshake() {
        return findStarting()
                .orElseGet(() -> new Sight(
                        Status.of(State.STOPPED, "no daemon runs"), Optional.empty(), Optional.empty(), Answer.NONE));
    }

    private Optional<Sight> findStarting() {
        return files.findOwner()
                .map(Owner::process)
                .filter(process -> processes.probe(process) == Liveness.ALIVE)
                .filter(process -> process.matches(processes.current()) || isLocked())
                .map(process -> new Sight(
                        new Status(
                                State.NOT_READY,
                                "it is starting or ending",
                                Optional.of(process.pid()),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                List.of()),
                        Optional.of(process),
                        Optional.empty(),
                        Answer.NONE));
    }

    private boolean isOwner(ProcessIdentity process) {
        return files.findOwner()
                        .filter(owner -> owner.process().matches(process))
                        .isPresent()
                && isLocked();
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

    private static Sight sight(State state, String reason, Handshake handshake, Answer answer) {
        return new Sight(
                status(state, reason, handshake),
                Optional.of(handshake.identity().process()),
                Optional.of(handshake),
                answer);
    }

    private static Status status(State state, String reason, Handshake handshake) {
        DaemonIdentity identity = handshake.identity();
        return new Status(
                state,
                reason,
                Optional.of(identity.process().pid()),
                handshake.port().stream().boxed().findFirst(),
                Optional.of(handshake.socket().toString()),
                Optional.of(identity.startedAt()),
                Optional.of(identity.version()),
                List.of());
    }
}
