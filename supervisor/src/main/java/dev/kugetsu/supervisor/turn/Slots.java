package dev.kugetsu.supervisor.turn;

import dev.kugetsu.supervisor.TurnId;
import dev.kugetsu.supervisor.store.HostId;
import dev.kugetsu.supervisor.store.Store;
import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/// Gives out the slots of this machine: one statement of one transaction decides, whoever asks. Thread-safe.
final class Slots {

    /// All who hold a slot or wait for one, the longest waiting first.
    @RegisterConstructorMapper(SlotPolicy.Contender.class)
    interface ContenderDao {
        @SqlQuery("""
                SELECT t.turn_id, s.project_id, t.state, t.project_limit
                FROM turns t JOIN sessions s ON s.session_id = t.session_id
                WHERE t.host_id = :hostId AND t.state IN ('QUEUED', 'STARTING', 'RUNNING', 'STOPPING')
                ORDER BY t.created_at, t.turn_id
                """)
        List<SlotPolicy.Contender> list(HostId hostId);
    }

    private final Store store;

    Slots(Store store) {
        this.store = store;
    }

    /// Moves a turn from `QUEUED` to `STARTING` if the policy says so.
    SlotPolicy.Decision tryTake(TurnId turn, SlotPolicy policy) {
        SlotPolicy.Decision glance = store.read(
                handle -> policy.decide(turn, handle.attach(ContenderDao.class).list(store.hostId())));
        if (!glance.isGranted()) {
            return glance;
        }
        return store.write(handle -> {
            SlotPolicy.Decision decision =
                    policy.decide(turn, handle.attach(ContenderDao.class).list(store.hostId()));
            if (decision.isGranted()) {
                handle.attach(TurnDao.class).become(turn, TurnState.QUEUED, TurnState.STARTING);
            }
            return decision;
        });
    }
}
