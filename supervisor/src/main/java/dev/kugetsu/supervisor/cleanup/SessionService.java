package dev.kugetsu.supervisor.cleanup;

import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.ProjectId;
import dev.kugetsu.supervisor.SessionDetail;
import dev.kugetsu.supervisor.SessionRef;
import dev.kugetsu.supervisor.SessionView;
import dev.kugetsu.supervisor.Sessions;
import dev.kugetsu.supervisor.config.Flags;
import dev.kugetsu.supervisor.overview.SessionOverview;
import dev.kugetsu.supervisor.project.ProjectSettings;
import dev.kugetsu.supervisor.project.Projects;
import dev.kugetsu.supervisor.session.Session;
import dev.kugetsu.supervisor.turn.References;
import java.util.List;

/// The port of sessions. Thread-safe.
public final class SessionService implements Sessions {

    private final SessionOverview overview;
    private final References references;
    private final SessionEnd end;
    private final SessionRevival revival;
    private final Projects projects;
    private final ProjectSettings settings;

    public SessionService(
            SessionOverview overview,
            References references,
            SessionEnd end,
            SessionRevival revival,
            Projects projects,
            ProjectSettings settings) {
        this.overview = overview;
        this.references = references;
        this.end = end;
        this.revival = revival;
        this.projects = projects;
        this.settings = settings;
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
    public DestroyReport destroy(SessionRef ref) {
        Session session = references.getLive(ref);
        return end.end(
                session, "destroyed", settings.ofMachine(Flags.NONE).settings().stopGrace());
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
