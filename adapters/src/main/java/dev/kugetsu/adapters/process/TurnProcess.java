package dev.kugetsu.adapters.process;

import dev.kugetsu.adapters.Liveness;
import dev.kugetsu.adapters.TurnHandle;
import java.time.Duration;
import java.util.Optional;

/// One launched command seen from outside, whoever launched it: by the records in its folder and by the process
/// table.
final class TurnProcess {

    private final TurnHandle handle;
    private final ProcessTable table;
    private final Ending ending;
    private final TurnRecords records;
    private final TurnFamily family;
    private final TurnFamily left;

    TurnProcess(TurnHandle handle, ProcessTable table) {
        this.handle = handle;
        this.table = table;
        this.ending = new Ending(table);
        this.records = new TurnRecords(handle.folder());
        this.family = TurnFamily.led(handle.turnId(), handle.process());
        this.left = TurnFamily.leftBy(handle.turnId(), handle.process());
    }

    TurnHandle handle() {
        return handle;
    }

    /// Whether how it ended will not change any more, although something of it may live.
    boolean hasEnded() {
        return records.findExit().isPresent() || records.areGone() || table.probe(handle.process()) == Liveness.DEAD;
    }

    /// Whether its wrapper is proven to live; one that we cannot see, in another container, may live as well.
    boolean isAlive() {
        return table.probe(handle.process()) == Liveness.ALIVE;
    }

    /// Whether it has ended and nothing of it lives that could still write; only looks.
    boolean isOver() {
        return records.findExit().isPresent() || (hasEnded() && ending.isOver(family));
    }

    /// Ends it, and says why if it has not ended by itself; returns when nothing of it is alive.
    void stop(TurnRecords.Stop stop, Duration grace) throws InterruptedException {
        try {
            if (!hasEnded()) {
                records.stop(stop);
            }
        } finally {
            endRemains(grace);
        }
    }

    void endRemains(Duration grace) throws InterruptedException {
        ending.end(remains(), grace);
    }

    /// For a caller that cannot wait: whether nothing of it lives. A wrapper that works ends what is left by
    /// itself; what a dead one has left gets SIGKILL. Of one that we cannot see, in another container, only its
    /// last word tells that it is done.
    boolean hasVanished() {
        boolean isDone = switch (table.probe(handle.process())) {
            case ALIVE -> false;
            case DEAD -> true;
            case UNKNOWN -> records.findExit().isPresent();
        };
        return isDone && ending.killNow(remains());
    }

    private TurnFamily remains() {
        return records.findExit().isPresent() ? left : family;
    }

    Optional<TurnRecords.Exit> findExit() {
        return records.findExit();
    }

    /// Why it was ended, unless it had ended by itself before.
    Optional<TurnRecords.Stop> findStop() {
        boolean endedByItself =
                records.findExit().filter(exit -> !exit.stopped()).isPresent();
        return endedByItself ? Optional.empty() : records.findStop();
    }

    /// Whether its folder is proven to be gone, and with it how it ended.
    boolean isUntraceable() {
        return records.areGone();
    }
}
