package dev.kugetsu.supervisor.turn;

import dev.kugetsu.adapters.RunningTurn;
import dev.kugetsu.adapters.StreamEvent;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.SessionRef;
import dev.kugetsu.supervisor.TurnId;
import dev.kugetsu.supervisor.TurnObserver;
import dev.kugetsu.supervisor.TurnProgress;
import dev.kugetsu.supervisor.TurnReport;
import dev.kugetsu.supervisor.Turns;
import dev.kugetsu.supervisor.config.Flags;
import dev.kugetsu.supervisor.config.Resolution;
import dev.kugetsu.supervisor.project.ProjectSettings;
import dev.kugetsu.supervisor.session.Session;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The port of turns. Thread-safe.
public final class TurnService implements Turns {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final TurnOptions BASE_OPTIONS =
            new TurnOptions(Optional.empty(), List.of(), Optional.empty(), Attendance.FOLLOW, TurnOptions.Debug.OFF);

    private final TurnPlanner planner;
    private final Admission admission;
    private final TurnConduct conduct;
    private final TurnStop stop;
    private final TurnRecovery recovery;
    private final TurnRecords records;
    private final References references;
    private final ProjectSettings settings;
    private final Pause pause;

    TurnService(
            TurnPlanner planner,
            Admission admission,
            TurnConduct conduct,
            TurnStop stop,
            TurnRecovery recovery,
            TurnRecords records,
            References references,
            ProjectSettings settings,
            Pause pause) {
        this.planner = planner;
        this.admission = admission;
        this.conduct = conduct;
        this.stop = stop;
        this.recovery = recovery;
        this.records = records;
        this.references = references;
        this.settings = settings;
        this.pause = pause;
    }

    @Override
    public TurnReport start(StartRequest request, TurnObserver observer) {
        PlannedTurn planned = planner.plan(request);
        tellWarnings(planned, observer);
        return run(admission.admitFirst(planned), planned.plan(), observer);
    }

    @Override
    public TurnReport spawn(SpawnRequest request, TurnObserver observer) {
        PlannedTurn planned = planner.plan(request);
        tellWarnings(planned, observer);
        return run(admission.admitFirst(planned), planned.plan(), observer);
    }

    @Override
    public TurnReport continueSession(ContinueRequest request, TurnObserver observer) {
        PlannedTurn planned = planner.plan(request);
        tellWarnings(planned, observer);
        return run(admission.admitNext(planned), planned.plan(), observer);
    }

    /// Runs the turn that makes a base session.
    public TurnReport runBase(Session base, String prompt, Resolution resolution, TurnObserver observer) {
        PlannedTurn planned = planner.plan(base, prompt, resolution, BASE_OPTIONS);
        tellWarnings(planned, observer);
        return run(admission.admitFirst(planned), planned.plan(), observer);
    }

    private static void tellWarnings(PlannedTurn planned, TurnObserver observer) {
        planned.warnings().forEach(warning -> observer.progressed(new TurnProgress.Warned(warning, Optional.empty())));
    }

    private TurnReport run(TurnId turn, TurnPlan plan, TurnObserver observer) {
        observer.progressed(new TurnProgress.Accepted(records.get(turn).sessionId(), turn));
        conduct.conduct(turn, plan, observer);
        if (plan.attendance() == Attendance.FOLLOW) {
            awaitEnd(turn);
        }
        return TurnReports.report(records.context(turn));
    }

    /// Usually it has ended; if another process took it over, that one records its end.
    private void awaitEnd(TurnId turn) {
        interruptibly(() -> {
            while (!records.get(turn).state().isTerminal()) {
                pause.pause(POLL);
                recovery.repair();
            }
        });
    }

    @Override
    public Optional<TurnReport> stop(SessionRef ref, Urgency urgency) {
        Optional<Turn> turn = references
                .findLastTurn(references.get(ref))
                .filter(last -> !last.state().isTerminal());
        if (turn.isEmpty()) {
            return Optional.empty();
        }
        TurnId id = turn.get().turnId();
        Duration grace = switch (urgency) {
            case GRACEFUL -> settings.ofMachine(Flags.NONE).settings().stopGrace();
            case IMMEDIATE -> Duration.ZERO;
        };
        interruptibly(() -> stop.stop(id, grace));
        return Optional.of(TurnReports.report(records.context(id)));
    }

    @Override
    public void replay(SessionRef ref, Until until, Consumer<TurnProgress> observer) {
        TurnId turn = references.getTurn(ref).turnId();
        Consumer<StreamEvent> teller = event -> observer.accept(new TurnProgress.AgentActed(event.event()));
        switch (until) {
            case NOW -> findRunning(turn).ifPresent(running -> running.replay(teller));
            case TURN_END ->
                interruptibly(() -> {
                    awaitLaunch(turn);
                    Optional<RunningTurn> running = findRunning(turn);
                    if (running.isPresent()) {
                        running.get().watch(teller);
                    }
                });
        }
    }

    /// A turn that was never launched has said nothing.
    private Optional<RunningTurn> findRunning(TurnId turn) {
        TurnContext context = records.context(turn);
        return context.handle().map(handle -> context.harness().recover(handle));
    }

    private void awaitLaunch(TurnId turn) throws InterruptedException {
        while (records.get(turn).handle().isEmpty()
                && !records.get(turn).state().isTerminal()) {
            pause.pause(POLL);
            recovery.repair();
        }
    }

    @Override
    public Path folder(SessionRef ref) {
        return records.context(references.getTurn(ref)).folder().path();
    }

    private interface Waiting {
        void run() throws InterruptedException;
    }

    private static void interruptibly(Waiting waiting) {
        try {
            waiting.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KugetsuException(
                    KugetsuException.Kind.INTERRUPTED, "interrupted", "see what goes on with `kugetsu list`");
        }
    }
}
