package dev.kugetsu.supervisor.reservation;

import dev.kugetsu.adapters.Processes;
import dev.kugetsu.supervisor.agent.Presences;
import dev.kugetsu.supervisor.coordination.ReservationVerbs;
import dev.kugetsu.supervisor.mail.Notices;
import dev.kugetsu.supervisor.project.Projects;
import dev.kugetsu.supervisor.store.RandomId;
import dev.kugetsu.supervisor.verb.Handlers;
import dev.kugetsu.supervisor.verb.VerbHandler;
import dev.kugetsu.worktrees.Worktrees;

/// The parts of this feature, put together.
public final class ReservationWiring {

    private final Reserving reserving;
    private final Capturing capturing;
    private final Keeping keeping;
    private final PushCheck pushes;

    public ReservationWiring(
            Projects projects,
            Worktrees worktrees,
            Processes processes,
            Presences presences,
            Notices notices,
            RandomId ids) {
        Ground ground = new Ground(projects, worktrees);
        Holds holds = new Holds(presences, processes, notices);
        Refusals refusals = new Refusals(holds);
        Ownership ownership = new Ownership(refusals);
        this.reserving = new Reserving(ground, worktrees, processes, holds, refusals, ids);
        this.capturing = new Capturing(ground, worktrees, holds, ownership);
        this.keeping = new Keeping(ground, holds, ownership);
        this.pushes = new PushCheck(holds);
    }

    /// Has its verbs done.
    public void serve(Handlers handlers) {
        handlers.with(ReservationVerbs.RESERVE, reserving)
                .with(ReservationVerbs.HEARTBEAT, VerbHandler.writing(keeping::renew))
                .with(ReservationVerbs.RELEASE, VerbHandler.writing(keeping::release))
                .with(ReservationVerbs.LIST, VerbHandler.reading(keeping::list))
                .with(ReservationVerbs.CAPTURE, capturing)
                .with(ReservationVerbs.READY, keeping::markReady)
                .with(ReservationVerbs.CHECK_PUSH, VerbHandler.reading(pushes::check));
    }
}
