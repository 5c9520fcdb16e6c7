package dev.kugetsu.supervisor.host;

import dev.kugetsu.supervisor.agent.AgentWiring;
import dev.kugetsu.supervisor.agent.Welcomes;
import dev.kugetsu.supervisor.briefing.Briefing;
import dev.kugetsu.supervisor.coordination.Coordination;
import dev.kugetsu.supervisor.coordination.Hooks;
import dev.kugetsu.supervisor.garbage.Garbage;
import dev.kugetsu.supervisor.hook.HookService;
import dev.kugetsu.supervisor.journal.Journal;
import dev.kugetsu.supervisor.lock.LockWiring;
import dev.kugetsu.supervisor.mail.MailWiring;
import dev.kugetsu.supervisor.project.Registrations;
import dev.kugetsu.supervisor.reservation.ReservationWiring;
import dev.kugetsu.supervisor.task.TaskWiring;
import dev.kugetsu.supervisor.turn.TurnWatch;
import dev.kugetsu.supervisor.turn.TurnWiring;
import dev.kugetsu.supervisor.verb.Coordinator;
import dev.kugetsu.supervisor.verb.Grounds;
import dev.kugetsu.supervisor.verb.Handlers;

/// How agents get along with each other, put together.
///
/// @param watch looks at what becomes of turns
record CoordinationWiring(Coordination coordination, Hooks hooks, TurnWatch watch) {

    static CoordinationWiring of(TurnWiring.Parts parts, Registrations registrations) {
        AgentWiring agents = AgentWiring.of(parts.processes(), parts.ids());
        Handlers handlers = new Handlers();
        agents.serve(handlers, parts.projects());
        MailWiring mail = MailWiring.of(agents.recipients(), parts.ids(), parts.store(), parts.clock());
        mail.serve(handlers);
        LockWiring locks =
                LockWiring.of(agents.presences(), mail.notices(), parts.home().lockMarker(), parts.projects());
        locks.serve(handlers);
        TaskWiring.of(agents.presences(), locks, mail.notices(), parts.ids()).serve(handlers);
        new ReservationWiring(
                        parts.projects(),
                        parts.worktrees(),
                        parts.processes(),
                        agents.presences(),
                        mail.notices(),
                        parts.ids())
                .serve(handlers);
        Journal journal = new Journal();
        journal.serve(handlers);
        new Briefing(agents.presences(), locks.locks(), journal).serve(handlers);
        new Garbage(agents.presences(), locks).serve(handlers);
        Coordinator coordinator = new Coordinator(
                parts.store(), new Grounds(parts.projects(), registrations), agents.actors(), handlers, parts.clock());
        return new CoordinationWiring(
                coordinator,
                new HookService(
                        coordinator,
                        mail.postbox(),
                        new Welcomes(parts.store(), parts.clock()),
                        locks.locks(),
                        parts.processes(),
                        parts.home().hookLog(),
                        parts.clock()),
                new CoordinationWatch(coordinator, locks.crossings(), mail.postbox()));
    }
}
