package dev.kugetsu.supervisor.turn;

import dev.kugetsu.adapters.Deadlines;
import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.adapters.Processes;
import dev.kugetsu.adapters.TurnFolder;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.TurnId;
import dev.kugetsu.supervisor.Turns;
import dev.kugetsu.supervisor.budget.Overrun;
import dev.kugetsu.supervisor.capacity.QueueReading;
import dev.kugetsu.supervisor.config.Settings;
import dev.kugetsu.supervisor.home.KugetsuHome;
import dev.kugetsu.supervisor.session.Session;
import dev.kugetsu.supervisor.session.SessionDao;
import dev.kugetsu.supervisor.session.WorktreeDao;
import dev.kugetsu.supervisor.store.RandomId;
import dev.kugetsu.supervisor.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Records turns before anything acts on them. Thread-safe.
final class Admission {

    private static final Logger log = LoggerFactory.getLogger(Admission.class);

    private final Store store;
    private final KugetsuHome home;
    private final RandomId ids;
    private final QueueReading queue;
    private final Processes processes;
    private final Clock clock;

    Admission(Store store, KugetsuHome home, RandomId ids, QueueReading queue, Processes processes, Clock clock) {
        this.store = store;
        this.home = home;
        this.ids = ids;
        this.queue = queue;
        this.processes = processes;
        this.clock = clock;
    }

    /// Records a new session and its first turn.
    ///
    /// @throws KugetsuException `CONFLICT` when there is a live session for the same, or nothing may be spent
    ///   on it
    TurnId admitFirst(PlannedTurn planned, Conductor conductor) {
        Session session = planned.session();
        return admit(planned.draft(), (handle, turn) -> {
            refuseOverrun(handle, session, conductor);
            SessionDao sessions = handle.attach(SessionDao.class);
            findRival(sessions, session).ifPresent(rival -> {
                throw Conflicts.rival(rival);
            });
            Parentage.require(sessions, session, planned.maxWorkers());
            sessions.insert(session, store.hostId());
            planned.worktree().ifPresent(row -> handle.attach(WorktreeDao.class).insert(row, store.hostId()));
            return turn(turn, 1, planned, conductor);
        });
    }

    /// One live session for an issue, one of a name in a project, and one base in the making for a project and
    /// harness.
    private Optional<Session> findRival(SessionDao sessions, Session session) {
        return switch (session.kind()) {
            case ISSUE -> session.issueRef().flatMap(sessions::findLive);
            case FREE -> session.name().flatMap(name -> sessions.findLive(session.projectId(), name));
            case BASE -> sessions.findBaseInTheMaking(session.projectId(), store.hostId(), session.harness());
        };
    }

    /// Records a further turn; the session takes over the options.
    ///
    /// @throws KugetsuException `CONFLICT` when the session is being ended, when nothing may be spent on it, or
    ///   when a caller wants to conduct a turn while another one has not ended
    TurnId admitNext(PlannedTurn planned, Conductor conductor) {
        Session session = planned.session();
        return admit(planned.draft(), (handle, turn) -> {
            SessionDao sessions = handle.attach(SessionDao.class);
            Session now = sessions.find(session.sessionId()).orElseThrow();
            if (!now.isLive() || now.operation().isPresent()) {
                throw Conflicts.changing(now);
            }
            refuseOverrun(handle, session, conductor);
            TurnDao turns = handle.attach(TurnDao.class);
            turns.findCurrent(session.sessionId())
                    .filter(current -> conductor == Conductor.CALLER)
                    .filter(current -> !current.state().isTerminal())
                    .ifPresent(running -> {
                        throw Conflicts.running(now, running);
                    });
            sessions.setOptions(now.sessionId(), session.model(), session.permissions());
            return turn(turn, turns.findLastNumber(session.sessionId()) + 1, planned, conductor);
        });
    }

    /// The budget of the day is free again tomorrow, so that the queue can wait for it; a caller cannot.
    private void refuseOverrun(Handle handle, Session session, Conductor conductor) {
        queue.budgets()
                .find(handle, session.sessionId(), session.projectId(), clock.instant())
                .filter(overrun -> conductor == Conductor.CALLER || overrun.scope() != Overrun.Scope.DAY)
                .ifPresent(overrun -> {
                    throw Conflicts.overrun(overrun);
                });
    }

    /// What a new turn brings along.
    record Draft(
            String prompt,
            Optional<String> model,
            Optional<Integer> projectLimit,
            Deadlines deadlines,
            int priority,
            Turns.TurnOptions.Debug debug) {

        /// As the configuration and the caller say.
        static Draft of(String prompt, Optional<String> model, Settings configured, Turns.TurnOptions options) {
            return new Draft(
                    prompt,
                    model,
                    configured.limits().maxTurnsPerProject().stream().boxed().findFirst(),
                    configured.deadlines(),
                    options.priority(),
                    options.debug());
        }
    }

    /// Inserts what is needed and answers with the row of the turn.
    private interface Rows {
        Turn insert(Handle handle, TurnId turn);
    }

    /// The prompt is on the disk before any row says that there is a turn; without the row it is rubbish, which
    /// `prune` finds.
    private TurnId admit(Draft draft, Rows rows) {
        TurnId turn = new TurnId(ids.next(TurnId.PREFIX));
        TurnFolder folder = home.turn(turn);
        try {
            Prompt.write(folder, draft.prompt());
            store.write(handle -> {
                handle.attach(TurnDao.class).insert(rows.insert(handle, turn), store.hostId());
                return true;
            });
            return turn;
        } catch (IOException e) {
            remove(folder);
            throw new KugetsuException(
                    KugetsuException.Kind.UNAVAILABLE,
                    "cannot write the prompt to " + folder.prompt() + ": " + e.getMessage(),
                    "make room or check the permissions; nothing has been started",
                    e);
        } catch (RuntimeException e) {
            remove(folder);
            throw e;
        }
    }

    /// What cannot be removed is rubbish that `prune` finds.
    private static void remove(TurnFolder folder) {
        try {
            Files.deleteIfExists(folder.prompt());
            Files.deleteIfExists(folder.path());
        } catch (IOException e) {
            log.warn("cannot remove {}: {}", folder.path(), e.getMessage());
        }
    }

    private Turn turn(TurnId id, int number, PlannedTurn planned, Conductor conductor) {
        Optional<ProcessIdentity> owner = switch (conductor) {
            case CALLER -> Optional.of(processes.current());
            case QUEUE -> Optional.empty();
        };
        return Turn.queued(
                id, planned.session().sessionId(), number, owner, planned.plan(), planned.draft(), clock.instant());
    }
}
