package dev.kugetsu.supervisor.turn;

import dev.kugetsu.supervisor.SessionId;
import dev.kugetsu.supervisor.TurnId;
import dev.kugetsu.supervisor.TurnObserver;
import dev.kugetsu.supervisor.TurnProgress;
import dev.kugetsu.supervisor.TurnReport;
import dev.kugetsu.supervisor.Turns.Attendance;
import java.time.Duration;
import java.util.Optional;

/// Takes planned turns on, has somebody conduct them, and stays as long as their attendance says. Thread-safe.
final class TurnRun {

    private static final Duration POLL = Duration.ofMillis(200);

    /// What was killed is gone within milliseconds, unless it hangs in the kernel.
    private static final Duration RECORD_POLL = Duration.ofMillis(20);

    private static final Duration RECORD_PATIENCE = Duration.ofSeconds(2);

    private final Admission admission;
    private final TurnConduct conduct;
    private final QueueHost queueHost;
    private final QueueWatch queueWatch;
    private final TurnRecovery recovery;
    private final TurnRecords records;
    private final Pause pause;

    TurnRun(
            Admission admission,
            TurnConduct conduct,
            QueueHost queueHost,
            QueueWatch queueWatch,
            TurnRecovery recovery,
            TurnRecords records,
            Pause pause) {
        this.admission = admission;
        this.conduct = conduct;
        this.queueHost = queueHost;
        this.queueWatch = queueWatch;
        this.recovery = recovery;
        this.records = records;
        this.pause = pause;
    }

    /// Runs the first turn of a session.
    TurnReport first(PlannedTurn planned, TurnObserver observer) throws InterruptedException {
        tellWarnings(planned, observer);
        Conductor conductor = chooseConductor();
        return run(admission.admitFirst(planned, conductor), planned, conductor, observer);
    }

    /// Runs a further turn of a session.
    TurnReport next(PlannedTurn planned, TurnObserver observer) throws InterruptedException {
        tellWarnings(planned, observer);
        Conductor conductor = chooseConductor();
        if (conductor == Conductor.CALLER) {
            awaitRecord(planned.session().sessionId());
        }
        return run(admission.admitNext(planned, conductor), planned, conductor, observer);
    }

    /// Runs the one turn of a session that makes a base.
    TurnReport base(PlannedTurn planned, Conductor conductor, TurnObserver observer) throws InterruptedException {
        tellWarnings(planned, observer);
        return run(admission.admitFirst(planned, conductor), planned, conductor, observer);
    }

    private static void tellWarnings(PlannedTurn planned, TurnObserver observer) {
        planned.warnings().forEach(warning -> observer.progressed(new TurnProgress.Warned(warning, Optional.empty())));
    }

    private Conductor chooseConductor() {
        return queueHost.isReady() ? Conductor.QUEUE : Conductor.CALLER;
    }

    private TurnReport run(TurnId turn, PlannedTurn planned, Conductor conductor, TurnObserver observer)
            throws InterruptedException {
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
                    case FOLLOW -> queueWatch.watch(turn, observer);
                    case DETACH -> queueWatch.tellPlace(turn, observer);
                }
            }
        }
        return TurnReports.report(records.context(turn));
    }

    /// A turn that has ended is no conflict, however short ago its end was found.
    private void awaitRecord(SessionId session) throws InterruptedException {
        long begun = System.nanoTime();
        while (records.listNotEnded(session).stream().anyMatch(recovery::isToBeRecorded)
                && System.nanoTime() - begun < RECORD_PATIENCE.toNanos()) {
            pause.pause(RECORD_POLL);
            recovery.repair();
        }
    }

    /// Usually it has ended; if another process took it over, that one records its end.
    private void awaitEnd(TurnId turn) throws InterruptedException {
        while (!records.get(turn).state().isTerminal()) {
            pause.pause(POLL);
            recovery.repair();
        }
    }
}
