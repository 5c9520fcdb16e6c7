package dev.kugetsu.supervisor.cleanup;

import dev.kugetsu.supervisor.Explanation;
import dev.kugetsu.supervisor.Housekeeping.PrunePlan;
import dev.kugetsu.supervisor.Housekeeping.PruneReport;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.ProjectId;
import dev.kugetsu.supervisor.SessionDetail;
import dev.kugetsu.supervisor.SessionName;
import dev.kugetsu.supervisor.SessionRef;
import dev.kugetsu.supervisor.SessionView;
import dev.kugetsu.supervisor.Sessions;
import dev.kugetsu.supervisor.capacity.MachineSettings;
import dev.kugetsu.supervisor.overview.SessionOverview;
import dev.kugetsu.supervisor.project.Projects;
import dev.kugetsu.supervisor.session.Session;
import dev.kugetsu.supervisor.turn.References;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The port of sessions. Thread-safe.
public final class SessionService implements Sessions {

    private final SessionOverview overview;
    private final References references;
    private final SessionEnd end;
    private final SessionKill kill;
    private final SessionRevival revival;
    private final SessionRenaming renaming;
    private final EndedWorktrees endedWorktrees;
    private final Projects projects;
    private final MachineSettings machine;

    SessionService(
            SessionOverview overview,
            References references,
            SessionEnd end,
            SessionKill kill,
            SessionRevival revival,
            SessionRenaming renaming,
            EndedWorktrees endedWorktrees,
            Projects projects,
            MachineSettings machine) {
        this.overview = overview;
        this.references = references;
        this.end = end;
        this.kill = kill;
        this.revival = revival;
        this.renaming = renaming;
        this.endedWorktrees = endedWorktrees;
        this.projects = projects;
        this.machine = machine;
    }

    @Override
    public List<SessionView> list(Filter filter) {
        filter.project().map(ProjectId::new).ifPresent(projects::get);
        return overview.list(filter);
    }

    @Override
    public SessionDetail get(SessionRef ref) {
        return overview.get(ref);
    }

    @Override
    public Explanation explain(SessionRef ref) {
        return overview.explain(ref);
    }

    @Override
    public DestroyReport destroy(SessionRef ref) {
        Session session = references.getLive(ref);
        return end.end(session, "destroyed", stopGrace());
    }

    @Override
    public KillReport kill(SessionRef ref) {
        return kill.kill(references.get(ref), "killed", stopGrace());
    }

    private Duration stopGrace() {
        return machine.get().stopGrace();
    }

    @Override
    public SessionView rename(SessionRef ref, SessionName name) {
        Session session = references.getLive(ref);
        renaming.rename(session, name);
        return overview.get(new SessionRef(session.sessionId().value(), ref.directory()))
                .session();
    }

    @Override
    public PrunePlan planCleanup(Optional<ProjectId> project) {
        return new PrunePlan(
                endedWorktrees.find(project).stream().map(Prunable::item).toList());
    }

    @Override
    public PruneReport cleanup(PrunePlan plan) {
        return Prunable.remove(endedWorktrees.find(Optional.empty()), plan);
    }

    @Override
    public UndoReport undo(SessionRef ref) {
        Session session = references.get(ref);
        if (session.isLive()) {
            throw new KugetsuException(
                    KugetsuException.Kind.CONFLICT,
                    "session " + session.sessionId() + " of " + session.label() + " has not been ended",
                    "there is nothing to undo; see `kugetsu show " + session.sessionId() + "`");
        }
        return revival.revive(session);
    }
}
