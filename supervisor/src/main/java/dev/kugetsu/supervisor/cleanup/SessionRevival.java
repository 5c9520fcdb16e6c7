package dev.kugetsu.supervisor.cleanup;

import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.Sessions.UndoReport;
import dev.kugetsu.supervisor.config.Flags;
import dev.kugetsu.supervisor.project.Base;
import dev.kugetsu.supervisor.project.BaseSessions;
import dev.kugetsu.supervisor.project.Project;
import dev.kugetsu.supervisor.project.ProjectSettings;
import dev.kugetsu.supervisor.project.Projects;
import dev.kugetsu.supervisor.session.Session;
import dev.kugetsu.supervisor.session.SessionClaim;
import dev.kugetsu.supervisor.session.SessionDao;
import dev.kugetsu.supervisor.session.SessionWorktree;
import dev.kugetsu.supervisor.session.WorktreeDao;
import dev.kugetsu.supervisor.store.Store;
import dev.kugetsu.worktrees.Repository;
import dev.kugetsu.worktrees.Worktree;
import dev.kugetsu.worktrees.Worktrees;
import java.nio.file.Files;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings ended sessions back. A session counts as ended until everything is there again, so that a revival
/// that fails, or whose process dies, leaves it as it was. Thread-safe.
public final class SessionRevival {

    private static final Logger log = LoggerFactory.getLogger(SessionRevival.class);

    private final Store store;
    private final Projects projects;
    private final ProjectSettings settings;
    private final BaseSessions bases;
    private final HarnessMemory memory;
    private final SessionClaim claim;
    private final SessionWorktreeRestoration restoration;
    private final Clock clock;

    SessionRevival(
            Store store,
            Projects projects,
            ProjectSettings settings,
            BaseSessions bases,
            HarnessMemory memory,
            SessionClaim claim,
            SessionWorktreeRestoration restoration,
            Clock clock) {
        this.store = store;
        this.projects = projects;
        this.settings = settings;
        this.bases = bases;
        this.memory = memory;
        this.claim = claim;
        this.restoration = restoration;
        this.clock = clock;
    }

    /// Makes the worktree anew from branch and saved work unless it is there, and the session live again. Its
    /// agent remembers the earlier turns as long as its harness session is there; else the next turn forks the
    /// project's base anew.
    ///
    /// @throws KugetsuException `CONFLICT` when it is live or its issue or name has another live session
    UndoReport revive(Session session) {
        requireRow(session);
        Project project = projects.getActive(session.projectId());
        store.read(handle -> {
            Rivals.refuse(handle.attach(SessionDao.class), session);
            return true;
        });
        return claim.during(session, Session.Operation.REVIVING, () -> {
            try {
                return carryOut(readAgain(session), project);
            } catch (RuntimeException e) {
                takeBack(session, e);
                throw e;
            }
        });
    }

    /// Another may have brought it back, gone on with it and ended it again before the right to it was ours.
    private Session readAgain(Session session) {
        return store.read(handle ->
                handle.attach(SessionDao.class).find(session.sessionId()).orElseThrow());
    }

    private SessionWorktree requireRow(Session session) {
        return store.read(handle -> handle.attach(WorktreeDao.class).find(session.sessionId()))
                .orElseThrow(() -> new KugetsuException(
                        KugetsuException.Kind.NOT_FOUND,
                        "session " + session.sessionId() + " has had no worktree",
                        session.kind() == Session.Kind.BASE
                                ? "it has made a base; `kugetsu init --force` makes that anew"
                                : "nothing of it can be brought back; start anew with `kugetsu start` or"
                                        + " `kugetsu spawn`"));
    }

    /// What was read before the right to change the session was ours counts for nothing: a removal may have
    /// ended in between.
    private UndoReport carryOut(Session session, Project project) {
        SessionWorktree row = requireRow(session);
        Repository repository = projects.repository(project);
        Optional<Base> newBase = memory.isThere(session, project)
                ? Optional.empty()
                : Optional.of(bases.get(project, session.harness()));
        Optional<Worktrees.Preserved> preserved = restoration.findSaved(row, repository);
        Worktree worktree = restoration.restore(session, row, repository, preserved);
        store.write(handle -> {
            SessionDao sessions = handle.attach(SessionDao.class);
            Rivals.refuse(sessions, session);
            newBase.ifPresent(base -> {
                sessions.setHarnessSession(session.sessionId(), Optional.empty());
                sessions.setBase(session.sessionId(), base.baseId());
            });
            WorktreeDao rows = handle.attach(WorktreeDao.class);
            rows.setBranch(session.sessionId(), worktree.branch());
            rows.become(session.sessionId(), SessionWorktree.State.READY, clock.instant());
            return sessions.revive(session.sessionId());
        });
        return new UndoReport(
                session.sessionId().value(),
                session.issueRef().map(Object::toString),
                session.name().map(Object::toString),
                worktree.directory().toString(),
                worktree.branch().value(),
                preserved.map(Worktrees.Preserved::ref),
                newBase.isEmpty(),
                findSetup(repository, row),
                Files.exists(worktree.directory().resolve(".gitignore")));
    }

    /// A configuration that holds an error must not make an undo fail that is done.
    private Optional<String> findSetup(Repository repository, SessionWorktree row) {
        try {
            return settings.of(repository, row.baseCommit(), Flags.NONE)
                    .settings()
                    .setup()
                    .map(setup -> setup.command().toString());
        } catch (KugetsuException e) {
            log.warn("session {}: its setup command is not known: {}", row.sessionId(), e.getMessage());
            return Optional.empty();
        }
    }

    private void takeBack(Session session, RuntimeException failure) {
        try {
            abandon(session);
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    /// Takes a revival back that failed, or whose process has died: what was saved is still saved. A folder
    /// that cannot be removed now stays, and `prune` names it; the session is ended all the same, so that it
    /// can be brought back again.
    public void abandon(Session session) {
        boolean isGone = restoration.discardHalfMade(session);
        store.write(handle -> {
            if (isGone) {
                handle.attach(WorktreeDao.class)
                        .become(session.sessionId(), SessionWorktree.State.REMOVED, clock.instant());
            }
            SessionDao sessions = handle.attach(SessionDao.class);
            sessions.finishOperation(session.sessionId());
            // Earlier versions made it live before it was complete.
            return sessions.end(session.sessionId(), "could not be brought back", clock.instant());
        });
    }
}
