package dev.kugetsu.supervisor.turn;

import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.supervisor.TurnId;
import dev.kugetsu.supervisor.capacity.Contender;
import dev.kugetsu.supervisor.capacity.QueuePicture;
import dev.kugetsu.supervisor.capacity.QueueReading;
import dev.kugetsu.supervisor.capacity.Verdict;
import dev.kugetsu.supervisor.retry.ParkingDao;
import dev.kugetsu.supervisor.store.Store;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Gives out the slots of this machine: one transaction decides, whoever asks. Thread-safe.
public final class Slots {

    /// Making worktrees keeps processors and disk busy; more of it at once takes longer for all.
    private static final int MOST_STARTING = Math.max(2, Runtime.getRuntime().availableProcessors());

    private final Store store;
    private final QueueReading queue;

    Slots(Store store, QueueReading queue) {
        this.store = store;
        this.queue = queue;
    }

    /// What a look at the queue has led to.
    ///
    /// @param granted turns that have a slot from now on
    /// @param again when it is worth looking again although no row changes
    /// @param notEnded how many turns there are that have not ended
    public record Round(List<Turn> granted, Optional<Instant> again, int notEnded) {
        public Round {
            granted = List.copyOf(granted);
        }
    }

    /// Moves a turn from `QUEUED` to `STARTING` if the policy says so; empty when it does not wait any more.
    Optional<Verdict> tryTake(TurnId turn) {
        Optional<Verdict> glance = queue.read().find(turn);
        if (glance.filter(Verdict::isGranted).isEmpty()) {
            return glance;
        }
        return store.write(handle -> {
            Optional<Verdict> verdict = queue.read(handle).find(turn);
            if (verdict.filter(Verdict::isGranted).isPresent()) {
                handle.attach(TurnDao.class).become(turn, TurnState.QUEUED, TurnState.STARTING);
            }
            return verdict;
        });
    }

    /// Takes from the queue whatever may start now, but no more than are prepared at once: what only waits for that
    /// is safer in the queue when its conductor dies.
    ///
    /// @param owner the process that will conduct it
    public Round grant(ProcessIdentity owner) {
        QueuePicture glance = queue.read();
        if (glance.grantable().isEmpty()) {
            return new Round(List.of(), glance.again(), glance.contenders().size());
        }
        return store.write(handle -> {
            QueuePicture picture = queue.read(handle);
            int starting = handle.attach(TurnDao.class).countStarting(store.hostId());
            return new Round(
                    picture.grantable().stream()
                            .limit(Math.max(0, MOST_STARTING - starting))
                            .filter(verdict -> grant(handle, picture, verdict, owner))
                            .map(verdict -> handle.attach(TurnDao.class)
                                    .find(verdict.turnId())
                                    .orElseThrow())
                            .toList(),
                    picture.again(),
                    picture.contenders().size());
        });
    }

    private boolean grant(Handle handle, QueuePicture picture, Verdict verdict, ProcessIdentity owner) {
        if (!handle.attach(TurnDao.class).grant(verdict.turnId(), owner)) {
            return false;
        }
        switch (verdict.role()) {
            case ORDINARY -> {}
            case PROBE ->
                picture.contenders().stream()
                        .filter(contender -> contender.turnId().equals(verdict.turnId()))
                        .map(Contender::harness)
                        .forEach(harness ->
                                handle.attach(ParkingDao.class).setProbe(store.hostId(), harness, verdict.turnId()));
        }
        return true;
    }
}
