package dev.kugetsu.supervisor.access;

import dev.kugetsu.supervisor.ProjectId;
import dev.kugetsu.supervisor.SessionId;
import dev.kugetsu.supervisor.SessionRef;
import dev.kugetsu.supervisor.SessionRole;
import dev.kugetsu.supervisor.TurnObserver;
import dev.kugetsu.supervisor.TurnProgress;
import dev.kugetsu.supervisor.TurnReport;
import dev.kugetsu.supervisor.Turns;
import dev.kugetsu.supervisor.access.Scope.Operation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Turns as the agent of a session may start, steer and follow them. Thread-safe.
///
/// @param longestTurn as it is configured for this machine
record ScopedTurns(Turns turns, Gate gate, Supplier<Duration> longestTurn) implements Turns {

    /// Wherever the issue leads, the agent's own project is the only one: the admission refuses a worker of
    /// another.
    @Override
    public TurnReport start(StartRequest request, TurnObserver observer) {
        Optional<SessionId> parent = gate.requireStart(gate.scope().project(), SessionRole.WORKER);
        return turns.start(
                new StartRequest(
                        request.issue(),
                        request.directory(),
                        request.prompt(),
                        request.harness(),
                        request.base(),
                        parent,
                        permitted(request.options())),
                observer);
    }

    @Override
    public TurnReport spawn(SpawnRequest request, TurnObserver observer) {
        ProjectId project = request.project();
        Optional<SessionId> parent = gate.requireStart(project, request.role());
        return turns.spawn(
                new SpawnRequest(
                        project,
                        request.prompt(),
                        request.name(),
                        request.role(),
                        request.harness(),
                        request.base(),
                        parent,
                        permitted(request.options())),
                observer);
    }

    @Override
    public TurnReport continueSession(ContinueRequest request, TurnObserver observer) {
        SessionRef session = gate.require(Operation.CONTINUE, request.session());
        return turns.continueSession(
                new ContinueRequest(session, request.prompt(), permitted(request.options())), observer);
    }

    /// What an agent may do is the user's to say: no agent grants permissions to another, gives it more time than is
    /// configured, or overtakes what the user has queued.
    private TurnOptions permitted(TurnOptions options) {
        if (!options.permissions().isEmpty()) {
            throw gate.refusal("grant permissions");
        }
        if (options.priority() > 0) {
            throw gate.refusal("choose a priority above 0");
        }
        if (options.timeout()
                .filter(timeout -> timeout.compareTo(longestTurn.get()) > 0)
                .isPresent()) {
            throw gate.refusal("give a turn more time than is configured");
        }
        return options;
    }

    @Override
    public Optional<TurnReport> stop(SessionRef ref, Urgency urgency) {
        return turns.stop(gate.requireTurn(Operation.STOP, ref), urgency);
    }

    @Override
    public void replay(SessionRef ref, Until until, Consumer<TurnProgress> observer) {
        turns.replay(gate.requireTurn(Operation.READ_LOGS, ref), until, observer);
    }

    @Override
    public Path folder(SessionRef ref) {
        return turns.folder(gate.requireTurn(Operation.READ_LOGS, ref));
    }
}
