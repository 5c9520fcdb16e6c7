package dev.kugetsu.supervisor.dispatch;

import dev.kugetsu.adapters.Processes;
import dev.kugetsu.supervisor.capacity.QueueStateDao;
import dev.kugetsu.supervisor.change.ChangeWatch;
import dev.kugetsu.supervisor.recovery.Recovery;
import dev.kugetsu.supervisor.store.Store;
import dev.kugetsu.supervisor.turn.Slots;
import dev.kugetsu.supervisor.turn.TurnRecords;
import java.time.Clock;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Serves the queue of this home: one thread looks whenever a row has changed, a time has come, or somebody in
/// this process says so, gives slots to turns that may start, and adopts turns that nobody looks after.
///
/// One step that fails does not stop the others, nor the next look. Thread-safe.
public final class Dispatcher implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);

    /// The death of another process changes no row.
    private static final Duration SWEEP = Duration.ofSeconds(2);

    private final Store store;
    private final Slots slots;
    private final TurnRecords records;
    private final Recovery recovery;
    private final Processes processes;
    private final Clock clock;
    private final ConductedTurns turns;
    private final LookPace pace;
    private final Signal signal = new Signal();
    private final Alarm nextLook = new Alarm();
    private final Alarm nextSweep = new Alarm();
    private int notEnded;
    private boolean isTroubled;
    private boolean isQuiet;
    private volatile boolean isClosed;
    private @Nullable Thread thread;

    public Dispatcher(DispatchParts parts) {
        this(parts, new LookPace());
    }

    Dispatcher(DispatchParts parts, LookPace pace) {
        this.pace = pace;
        this.store = parts.store();
        this.slots = parts.slots();
        this.records = parts.records();
        this.recovery = parts.recovery();
        this.processes = parts.processes();
        this.clock = parts.clock();
        this.turns = new ConductedTurns(parts.conduct(), parts.clock());
    }

    /// Begins to serve the queue; call it once.
    public synchronized void start() {
        store.write(handle -> {
            handle.attach(QueueStateDao.class).setDispatcher(store.hostId(), processes.current());
            return true;
        });
        store.afterWrite(this::wakeIfIdle);
        thread = Thread.ofPlatform().name("dispatcher").start(this::run);
    }

    /// Looks at once, because something has changed that concerns the queue.
    public void wake() {
        signal.raise();
    }

    /// Looks often for a while, because another process may hand a turn over.
    public void expectWork() {
        pace.expectWork();
        wakeIfIdle();
    }

    /// What this process writes may be a turn.
    private void wakeIfIdle() {
        if (pace.isIdle()) {
            signal.raise();
        }
    }

    /// Stops giving out slots and leaves running turns to themselves; returns when all threads have let go.
    /// What was being prepared goes back to the queue.
    @Override
    public synchronized void close() {
        isClosed = true;
        signal.raise();
        try {
            if (thread != null) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        turns.close();
        // It names a process: whoever finds it there knows whether that lives.
        step(
                "leave",
                () -> store.write(handle ->
                        handle.attach(QueueStateDao.class).clearDispatcher(store.hostId(), processes.current())));
    }

    private void run() {
        try (ChangeWatch changes = new ChangeWatch(store)) {
            while (!isClosed) {
                boolean isCalled = signal.await(pace.rest(found()));
                // What we write ourselves from here on wakes nobody.
                pace.look();
                isTroubled = false;
                isQuiet = !ask("watch", changes::hasNews) && !isCalled && !nextLook.isDue();
                if (!isQuiet) {
                    step("let go", records::letGoOwed);
                    step("adopt", () -> records.listLeft().forEach(turns::adopt));
                    look();
                    if (!nextSweep.isSet()) {
                        nextSweep.set(Duration.ZERO);
                    }
                }
                if (nextSweep.isDue()) {
                    sweep();
                }
            }
        } catch (InterruptedException e) {
            log.warn("the dispatcher was interrupted");
        }
    }

    private LookPace.Found found() {
        if (isTroubled) {
            return LookPace.Found.TROUBLE;
        }
        return isQuiet && !nextSweep.isSet() ? LookPace.Found.NOTHING : LookPace.Found.WORK;
    }

    private void sweep() {
        step("sweep", recovery::repair);
        if (isAnythingToLose()) {
            nextSweep.set(SWEEP);
        } else {
            nextSweep.cancel();
        }
    }

    /// Where no turn and no change of a session is under way, nobody can die over one; what begins changes a
    /// row.
    private boolean isAnythingToLose() {
        return ask("count", () -> notEnded > 0 || recovery.isAnythingUnderWay());
    }

    /// Looks now, and says when it is worth looking again although no row changes, such as the settings or
    /// the one who has left a turn.
    private void look() {
        nextLook.set(SWEEP);
        step("dispatch", () -> {
            Slots.Round round = slots.grant(processes.current());
            round.granted().forEach(turns::conduct);
            notEnded = round.notEnded();
            if (notEnded == 0) {
                nextLook.cancel();
            } else {
                round.again()
                        .map(at -> Duration.between(clock.instant(), at))
                        .filter(wait -> wait.compareTo(SWEEP) < 0)
                        .ifPresent(nextLook::set);
            }
        });
    }

    /// A question that cannot be answered now counts as one with yes.
    private boolean ask(String name, BooleanSupplier question) {
        boolean[] answer = {true};
        step(name, () -> answer[0] = question.getAsBoolean());
        return answer[0];
    }

    /// After a failure it rests for a while: a disk that is full, or a database that is busy, is so for longer.
    private void step(String name, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            log.error("the step to {} failed", name, e);
            isTroubled = true;
        }
    }
}
