package dev.kugetsu.supervisor.retry;

import dev.kugetsu.supervisor.TurnId;
import dev.kugetsu.supervisor.store.HostId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/// Rows of `parkings`.
@RegisterConstructorMapper(Parking.class)
public interface ParkingDao {

    String SELECT = """
            SELECT harness, parked_at, parked_until, reason, refusals, probe
            FROM parkings
            WHERE host_id = :hostId
            """;

    @SqlQuery(SELECT)
    List<Parking> list(HostId hostId);

    @SqlQuery(SELECT + "AND harness = :harness")
    Optional<Parking> find(HostId hostId, String harness);

    /// Parks a harness, or for longer one that is parked: several turns may meet the same limit at once.
    @SqlUpdate("""
            INSERT INTO parkings (host_id, harness, parked_at, parked_until, reason, refusals)
            VALUES (:hostId, :harness, :now, :until, :reason, 1)
            ON CONFLICT (host_id, harness) DO UPDATE
            SET parked_until = max(parked_until, excluded.parked_until), reason = excluded.reason,
                refusals = refusals + (parked_until <= :now), probe = NULL
            """)
    void park(HostId hostId, String harness, Instant until, String reason, Instant now);

    @SqlUpdate("UPDATE parkings SET probe = :probe WHERE host_id = :hostId AND harness = :harness")
    void setProbe(HostId hostId, String harness, TurnId probe);

    /// The probe has worked.
    @SqlUpdate("DELETE FROM parkings WHERE host_id = :hostId AND harness = :harness AND probe = :probe")
    boolean release(HostId hostId, String harness, TurnId probe);
}
