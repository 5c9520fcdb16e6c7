package dev.kugetsu.supervisor.host;

import dev.kugetsu.supervisor.Supervisor;
import dev.kugetsu.supervisor.coordination.Caller;
import dev.kugetsu.supervisor.coordination.Coordination.Mode;
import dev.kugetsu.supervisor.coordination.ReservationVerbs;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.CaptureWork;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.ReserveBranch;
import java.nio.file.Path;
import java.util.Optional;

/// What is done with branches by a process that dies.
final class HaltingReservation {

    static final String AGENT_SESSION = "x-dying";

    private HaltingReservation() {}

    static String reserve(Supervisor supervisor, Path repository) {
        return supervisor
                .coordination()
                .perform(
                        ReservationVerbs.RESERVE,
                        new ReserveBranch(
                                "topic", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
                        Caller.in(repository).asSession(AGENT_SESSION),
                        Mode.COMMIT)
                .reservation()
                .reservationId();
    }

    static String capture(Supervisor supervisor, Path repository) {
        return supervisor
                .coordination()
                .perform(
                        ReservationVerbs.CAPTURE,
                        new CaptureWork(Optional.empty(), Optional.empty(), Optional.empty()),
                        Caller.in(repository).asSession(AGENT_SESSION),
                        Mode.COMMIT)
                .commit()
                .orElse("nothing");
    }
}
