package dev.kugetsu.supervisor.registry;

import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.ProjectRegistry.RemovalReport;
import dev.kugetsu.supervisor.cleanup.EndedWorktrees;
import dev.kugetsu.supervisor.cleanup.SessionKill;
import dev.kugetsu.supervisor.config.Flags;
import dev.kugetsu.supervisor.project.Project;
import dev.kugetsu.supervisor.project.ProjectSettings;
import dev.kugetsu.supervisor.project.Registrations;
import dev.kugetsu.supervisor.session.Session;
import dev.kugetsu.supervisor.session.SessionDao;
import dev.kugetsu.supervisor.store.Store;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Removes projects: sessions first, worktrees second, and the project itself only when nothing of it is left
/// at work. Every step may be done again. Thread-safe.
public final class ProjectRemoval {

    private final Store store;
    private final Registrations registrations;
    private final ProjectSettings settings;
    private final SessionKill kill;
    private final EndedWorktrees worktrees;

    public ProjectRemoval(
            Store store,
            Registrations registrations,
            ProjectSettings settings,
            SessionKill kill,
            EndedWorktrees worktrees) {
        this.store = store;
        this.registrations = registrations;
        this.settings = settings;
        this.kill = kill;
        this.worktrees = worktrees;
    }

    RemovalReport remove(Project project) {
        Duration grace = settings.ofMachine(Flags.NONE).settings().stopGrace();
        List<Session> live =
                store.read(handle -> handle.attach(SessionDao.class).listLiveOf(project.projectId()));
        List<String> obstacles = new ArrayList<>();
        List<String> ended = each(live, obstacles, session -> kill.kill(session, "its project was removed", grace));
        List<String> cleared = each(worktrees.listEnded(project.projectId()), obstacles, worktrees::remove);
        boolean isArchived = obstacles.isEmpty()
                && store.write(handle -> handle.attach(SessionDao.class)
                                .listLiveOf(project.projectId())
                                .isEmpty()
                        && registrations.archive(handle, project.projectId()));
        if (!isArchived) {
            throw new KugetsuException(
                    KugetsuException.Kind.FAILED,
                    "project '" + project.projectId() + "' stays: "
                            + (obstacles.isEmpty() ? "a session of it has just been started" : obstacles.getFirst()),
                    "mend that and try again; what was ended comes back with `kugetsu session restore`");
        }
        return new RemovalReport(project.projectId().value(), ended, cleared);
    }

    /// Whatever keeps one session must not keep the others.
    private static List<String> each(List<Session> sessions, List<String> obstacles, Consumer<Session> work) {
        List<String> done = new ArrayList<>();
        for (Session session : sessions) {
            try {
                work.accept(session);
                done.add(session.sessionId().value());
            } catch (RuntimeException e) {
                obstacles.add("session " + session.sessionId() + " of " + session.label() + ": " + e.getMessage());
            }
        }
        return done;
    }
}
