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

    private static final Duration POLL = Duration.ofMillis(200);

    private final TurnPlanner planner;
    private final Admission admission;
    private final TurnConduct conduct;
    private final QueueHost queueHost;
    private final QueueWatch queueWatch;
    private final TurnStop stop;
    private final TurnRecovery recovery;
    private final TurnRecords records;
    private final References references;
    private final MachineSettings machine;
    private final Pause pause;

    TurnService(
            TurnPlanner planner,
            Admission admission,
            TurnConduct conduct,
            QueueHost queueHost,
            QueueWatch queueWatch,
            TurnStop stop,
            TurnRecovery recovery,
            TurnRecords records,
            References references,
            MachineSettings machine,
            Pause pause) {
        this.planner = planner;
        this.admission = admission;
        this.conduct = conduct;
        this.queueHost = queueHost;
        this.queueWatch = queueWatch;
        this.stop = stop;
        this.recovery = recovery;
        this.records = records;
        this.references = references;
        this.machine = machine;
        this.pause = pause;
    }

    @Override
    public TurnReport start(StartRequest request, TurnObserver observer) {
        PlannedTurn planned = planner.plan(request);
        tellWarnings(planned, observer);
        Conductor conductor = chooseConductor();
        return run(admission.admitFirst(planned, conductor), planned, conductor, observer);
    }

    @Override
    public TurnReport spawn(SpawnRequest request, TurnObserver observer) {
        PlannedTurn planned = planner.plan(request);
        tellWarnings(planned, observer);
        Conductor conductor = chooseConductor();
        return run(admission.admitFirst(planned, conductor), planned, conductor, observer);
    }

    @Override
    public TurnReport continueSession(ContinueRequest request, TurnObserver observer) {
        PlannedTurn planned = planner.plan(request);
        tellWarnings(planned, observer);
        Conductor conductor = chooseConductor();
        return run(admission.admitNext(planned, conductor), planned, conductor, observer);
    }

    private Conductor chooseConductor() {
        return queueHost.isReady() ? Conductor.QUEUE : Conductor.CALLER;
    }

    /// Runs the turn that makes a base session, for which its caller waits.
    public TurnReport runBase(Session base, String prompt, Resolution resolution, TurnObserver observer) {
        return base(planner.plan(base, prompt, resolution, options(Attendance.FOLLOW)), Conductor.CALLER, observer);
    }

    /// Hands the turn that makes a base session to the queue.
    public TurnReport queueBase(Session base, String prompt, Resolution resolution, TurnObserver observer) {
        return base(planner.plan(base, prompt, resolution, options(Attendance.DETACH)), Conductor.QUEUE, observer);
    }

    private TurnReport base(PlannedTurn planned, Conductor conductor, TurnObserver observer) {
        tellWarnings(planned, observer);
        return run(admission.admitFirst(planned, conductor), planned, conductor, observer);
    }

    private static TurnOptions options(Attendance attendance) {
        return new TurnOptions(Optional.empty(), List.of(), Optional.empty(), attendance, 0, TurnOptions.Debug.OFF);
    }

    private static void tellWarnings(PlannedTurn planned, TurnObserver observer) {
        planned.warnings().forEach(warning -> observer.progressed(new TurnProgress.Warned(warning, Optional.empty())));
    }

    private TurnReport run(TurnId turn, PlannedTurn planned, Conductor conductor, TurnObserver observer) {
        observer.progressed(new TurnProgress.Accepted(records.get(turn).sessionId(), turn));
        switch (conductor) {
            case CALLER -> {
                conduct.conduct(turn, planned.plan(), planned.attendance(), observer);
                if (planned.attendance() == Attendance.FOLLOW) {
                    awaitEnd(turn);
                }
            }
            case QUEUE -> {
                switch (planned.attendance()) {
                    case FOLLOW -> interruptibly(() -> queueWatch.watch(turn, observer));
                    case DETACH -> queueWatch.tellPlace(turn, observer);
                }
            }
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
        interruptibly(() -> {
            if (named.isPresent()) {
                stop.stop(id, grace);
            } else {
                stop.stopAll(turn.get().sessionId(), grace);
            }
        });
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
                    if (records.get(turn).isOfQueue()) {
                        queueWatch.watch(turn, progress -> {
                            if (progress instanceof TurnProgress.AgentActed) {
                                observer.accept(progress);
                            }
                        });
                        return;
                    }
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
