package dev.kugetsu.supervisor.turn;

import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.SessionRef;
import dev.kugetsu.supervisor.TurnId;
import dev.kugetsu.supervisor.TurnObserver;
import dev.kugetsu.supervisor.TurnProgress;
import dev.kugetsu.supervisor.TurnReport;
import dev.kugetsu.supervisor.Turns;
import dev.kugetsu.supervisor.capacity.MachineSettings;
import dev.kugetsu.supervisor.config.Resolution;
import dev.kugetsu.supervisor.session.Session;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The port of turns. Thread-safe.
public final class TurnService implements Turns {

    private final TurnPlanner planner;
    private final TurnRun run;
    private final TurnStop stop;
    private final TurnReplay replay;
    private final TurnRecords records;
    private final References references;
    private final MachineSettings machine;

    TurnService(
            TurnPlanner planner,
            TurnRun run,
            TurnStop stop,
            TurnReplay replay,
            TurnRecords records,
            References references,
            MachineSettings machine) {
        this.planner = planner;
        this.run = run;
        this.stop = stop;
        this.replay = replay;
        this.records = records;
        this.references = references;
        this.machine = machine;
    }

    @Override
    public TurnReport start(StartRequest request, TurnObserver observer) {
        PlannedTurn planned = planner.plan(request);
        return interruptibly(() -> run.first(planned, observer));
    }

    @Override
    public TurnReport spawn(SpawnRequest request, TurnObserver observer) {
        PlannedTurn planned = planner.plan(request);
        return interruptibly(() -> run.first(planned, observer));
    }

    @Override
    public TurnReport continueSession(ContinueRequest request, TurnObserver observer) {
        PlannedTurn planned = planner.plan(request);
        return interruptibly(() -> run.next(planned, observer));
    }

    /// Runs the turn that makes a base session, for which its caller waits.
    public TurnReport runBase(Session base, String prompt, Resolution resolution, TurnObserver observer) {
        PlannedTurn planned = planner.plan(base, prompt, resolution, options(Attendance.FOLLOW));
        return interruptibly(() -> run.base(planned, Conductor.CALLER, observer));
    }

    /// Hands the turn that makes a base session to the queue.
    public TurnReport queueBase(Session base, String prompt, Resolution resolution, TurnObserver observer) {
        PlannedTurn planned = planner.plan(base, prompt, resolution, options(Attendance.DETACH));
        return interruptibly(() -> run.base(planned, Conductor.QUEUE, observer));
    }

    private static TurnOptions options(Attendance attendance) {
        return new TurnOptions(Optional.empty(), List.of(), Optional.empty(), attendance, 0, TurnOptions.Debug.OFF);
    }

    @Override
    public Optional<TurnReport> stop(SessionRef ref, Urgency urgency) {
        Optional<Turn> named = references.findNamedTurn(ref);
        Optional<Turn> turn = named.or(() -> references.findCurrentTurn(references.get(ref)))
                .filter(last -> !last.state().isTerminal());
        if (turn.isEmpty()) {
            return Optional.empty();
        }
        TurnId id = turn.get().turnId();
        Duration grace = switch (urgency) {
            case GRACEFUL -> machine.get().stopGrace();
            case IMMEDIATE -> Duration.ZERO;
        };
        return interruptibly(() -> {
            if (named.isPresent()) {
                stop.stop(id, grace);
            } else {
                stop.stopAll(turn.get().sessionId(), grace);
            }
            return Optional.of(TurnReports.report(records.context(id)));
        });
    }

    @Override
    public void replay(SessionRef ref, Until until, Consumer<TurnProgress> observer) {
        TurnId turn = references.getTurn(ref).turnId();
        interruptibly(() -> {
            replay.replay(turn, until, observer);
            return true;
        });
    }

    @Override
    public Path folder(SessionRef ref) {
        return records.context(references.getTurn(ref)).folder().path();
    }

    private interface Waiting<T> {
        T run() throws InterruptedException;
    }

    private static <T> T interruptibly(Waiting<T> waiting) {
        try {
            return waiting.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KugetsuException(
                    KugetsuException.Kind.INTERRUPTED, "interrupted", "see what goes on with `kugetsu list`");
        }
    }
}
