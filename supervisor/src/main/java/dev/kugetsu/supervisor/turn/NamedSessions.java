package dev.kugetsu.supervisor.turn;

import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.ProjectId;
import dev.kugetsu.supervisor.SessionName;
import dev.kugetsu.supervisor.SessionRef;
import dev.kugetsu.supervisor.project.Project;
import dev.kugetsu.supervisor.project.Projects;
import dev.kugetsu.supervisor.session.Session;
import dev.kugetsu.supervisor.session.SessionDao;
import dev.kugetsu.supervisor.store.Store;
import java.util.List;
import java.util.stream.Collectors;

/// Finds sessions by their names, which are unique within a project only. Thread-safe.
record NamedSessions(Store store, Projects projects) {

    /// The session of that name: of the project that the reference names, else of the one that its user stands
    /// in, else of any; the live one, else the one that was ended last.
    ///
    /// @throws KugetsuException `NOT_FOUND`, or `INVALID_INPUT` when live sessions of several projects have it
    Session get(SessionName name, SessionRef ref) {
        List<Session> all = store.read(handle -> handle.attach(SessionDao.class).listByName(name));
        List<Session> near = ref.project()
                .or(() -> projects.findAt(ref.directory()).map(Project::projectId))
                .map(project -> of(project, all))
                .filter(sessions -> !sessions.isEmpty())
                .orElse(all);
        List<Session> live = near.stream().filter(Session::isLive).toList();
        if (live.size() > 1) {
            throw new KugetsuException(
                    KugetsuException.Kind.INVALID_INPUT,
                    "'" + name + "' is ambiguous: it may be "
                            + live.stream()
                                    .map(session -> session.sessionId() + " of project " + session.projectId())
                                    .collect(Collectors.joining(", ")),
                    "write its id, or stand in a clone of its project");
        }
        return near.stream().findFirst().orElseThrow(() -> unknown(name));
    }

    private static List<Session> of(ProjectId project, List<Session> sessions) {
        return sessions.stream()
                .filter(session -> session.projectId().equals(project))
                .toList();
    }

    private static KugetsuException unknown(SessionName name) {
        return new KugetsuException(
                KugetsuException.Kind.NOT_FOUND,
                "no session is called '" + name + "'",
                "see `kugetsu list --all`; an issue is written host/owner/repository#number, or #number in a clone");
    }
}
