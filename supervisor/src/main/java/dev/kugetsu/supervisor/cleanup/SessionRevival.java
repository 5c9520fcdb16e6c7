package dev.kugetsu.supervisor.cleanup;

import dev.kugetsu.adapters.Processes;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.Sessions.UndoReport;
import dev.kugetsu.supervisor.config.Flags;
import dev.kugetsu.supervisor.home.KugetsuHome;
import dev.kugetsu.supervisor.project.Base;
import dev.kugetsu.supervisor.project.BaseSessions;
import dev.kugetsu.supervisor.project.Project;
import dev.kugetsu.supervisor.project.ProjectSettings;
import dev.kugetsu.supervisor.project.Projects;
import dev.kugetsu.supervisor.project.WorktreeFailures;
import dev.kugetsu.supervisor.session.Session;
import dev.kugetsu.supervisor.session.SessionDao;
import dev.kugetsu.supervisor.session.SessionWorktree;
import dev.kugetsu.supervisor.session.WorktreeDao;
import dev.kugetsu.supervisor.store.Store;
import dev.kugetsu.worktrees.Repository;
import dev.kugetsu.worktrees.Worktree;
import dev.kugetsu.worktrees.WorktreeException;
import dev.kugetsu.worktrees.Worktrees;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings ended sessions back. Thread-safe.
public final class SessionRevival {

    private static final Logger log = LoggerFactory.getLogger(SessionRevival.class);

    private final Store store;
    private final KugetsuHome home;
    private final Projects projects;
    private final ProjectSettings settings;
    private final BaseSessions bases;
    private final Worktrees worktrees;
    private final Processes processes;
    private final Clock clock;

    public SessionRevival(
            Store store,
            KugetsuHome home,
            Projects projects,
            ProjectSettings settings,
            BaseSessions bases,
            Worktrees worktrees,
            Processes processes,
            Clock clock) {
        this.store = store;
        this.home = home;
        this.projects = projects;
        this.settings = settings;
        this.bases = bases;
        this.worktrees = worktrees;
        this.processes = processes;
        this.clock = clock;
    }

    /// Makes the worktree anew from branch and saved work, and the session live again. Its agent has forgotten
    /// the earlier turns: the next turn forks the project's base anew.
    ///
    /// @throws KugetsuException `CONFLICT` when it is live or its issue has another live session
    UndoReport revive(Session session) {
        SessionWorktree row = store.read(
                        handle -> handle.attach(WorktreeDao.class).find(session.sessionId()))
                .orElseThrow(() -> new KugetsuException(
                        KugetsuException.Kind.NOT_FOUND, "session " + session.sessionId() + " has had no worktree"));
        Project project = projects.get(session.projectId());
        begin(session, bases.get(project, session.harness()));
        try {
            return restore(session, row, projects.repository(project));
        } catch (RuntimeException e) {
            try {
                abandon(session);
            } catch (RuntimeException undoFailure) {
                e.addSuppressed(undoFailure);
            }
            throw e;
        }
    }

    private void begin(Session session, Base base) {
        store.write(handle -> {
            SessionDao sessions = handle.attach(SessionDao.class);
            session.issueRef().flatMap(sessions::findLive).ifPresent(live -> {
                throw new KugetsuException(
                        KugetsuException.Kind.CONFLICT,
                        "issue " + session.label() + " has the live session " + live.sessionId(),
                        "end that one first with `kugetsu destroy " + live.sessionId() + "`");
            });
            if (!sessions.beginReviving(session.sessionId(), processes.current())) {
                throw new KugetsuException(
                        KugetsuException.Kind.CONFLICT, "session " + session.sessionId() + " has not been ended");
            }
            sessions.setHarnessSession(session.sessionId(), Optional.empty());
            sessions.setBase(session.sessionId(), base.baseId());
            handle.attach(WorktreeDao.class)
                    .become(session.sessionId(), SessionWorktree.State.CREATING, clock.instant());
            return true;
        });
    }

    private UndoReport restore(Session session, SessionWorktree row, Repository repository) {
        Path directory = home.worktrees().resolve(row.path());
        String owner = session.sessionId().value();
        Optional<Worktrees.Preserved> preserved = savedByLastRemoval(session, repository);
        Worktree worktree = WorktreeFailures.guard(() -> worktrees.restore(
                new Worktrees.RestoreRequest(repository, directory, row.branch(), row.baseCommit(), preserved, owner)));
        store.write(handle -> {
            WorktreeDao rows = handle.attach(WorktreeDao.class);
            rows.setBranch(session.sessionId(), worktree.branch());
            rows.become(session.sessionId(), SessionWorktree.State.READY, clock.instant());
            handle.attach(SessionDao.class).finishOperation(session.sessionId());
            return true;
        });
        return new UndoReport(
                owner,
                session.label(),
                worktree.directory().toString(),
                worktree.branch().value(),
                preserved.map(Worktrees.Preserved::ref),
                false,
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

    /// Not simply the newest: a removal that had nothing to save leaves what earlier ones have saved.
    private Optional<Worktrees.Preserved> savedByLastRemoval(Session session, Repository repository) {
        Optional<String> ref =
                store.read(handle -> handle.attach(WorktreeDao.class).findPreservedRef(session.sessionId()));
        return WorktreeFailures.guard(
                () -> worktrees
                        .listPreserved(
                                repository, Optional.of(session.sessionId().value()))
                        .stream()
                        .filter(saved -> ref.stream().anyMatch(saved.ref()::equals))
                        .findFirst());
    }

    /// Takes a revival back that failed, or whose process has died: what was saved is still saved. A folder that
    /// cannot be removed now stays, and `prune` names it; the session is ended all the same, so that it can be
    /// brought back again.
    public void abandon(Session session) {
        boolean isGone = discard(session);
        store.write(handle -> {
            if (isGone) {
                handle.attach(WorktreeDao.class)
                        .become(session.sessionId(), SessionWorktree.State.REMOVED, clock.instant());
            }
            return handle.attach(SessionDao.class)
                    .end(session.sessionId(), "could not be brought back", clock.instant());
        });
    }

    private boolean discard(Session session) {
        try {
            SessionWorktree row = store.read(handle ->
                    handle.attach(WorktreeDao.class).find(session.sessionId()).orElseThrow());
            worktrees.discard(
                    projects.repository(projects.get(session.projectId())),
                    home.worktrees().resolve(row.path()),
                    session.sessionId().value());
            return true;
        } catch (WorktreeException | RuntimeException e) {
            log.warn("session {}: its half-made worktree stays: {}", session.sessionId(), e.toString());
            return false;
        }
    }
}
