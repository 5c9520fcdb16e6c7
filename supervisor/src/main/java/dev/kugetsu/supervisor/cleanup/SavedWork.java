package dev.kugetsu.supervisor.cleanup;

import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.ProjectId;
import dev.kugetsu.supervisor.SessionId;
import dev.kugetsu.supervisor.project.Project;
import dev.kugetsu.supervisor.project.Projects;
import dev.kugetsu.supervisor.project.WorktreeFailures;
import dev.kugetsu.supervisor.session.Session;
import dev.kugetsu.worktrees.Repository;
import dev.kugetsu.worktrees.Worktrees;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Knows whose work is saved in the repositories. Only the row of its session tells that saved work is of this
/// home, so the row has to stay as long as the work does. Thread-safe.
final class SavedWork {

    private static final Logger log = LoggerFactory.getLogger(SavedWork.class);

    private final Projects projects;
    private final Worktrees worktrees;

    SavedWork(Projects projects, Worktrees worktrees) {
        this.projects = projects;
        this.worktrees = worktrees;
    }

    /// Whose work is saved.
    ///
    /// @param sessions those of which it is known
    /// @param unreadable projects whose repository cannot be read now
    record Owners(Set<SessionId> sessions, Set<ProjectId> unreadable) {

        /// Of a repository that cannot be read, any session may have some.
        boolean mayBeOf(Session session) {
            return sessions.contains(session.sessionId()) || unreadable.contains(session.projectId());
        }
    }

    Owners owners() {
        Set<SessionId> sessions = new HashSet<>();
        Set<ProjectId> unreadable = new HashSet<>();
        for (Project project : projects.list()) {
            try {
                Repository repository = projects.repository(project);
                WorktreeFailures.guard(() -> worktrees.listPreserved(repository, Optional.empty()))
                        .forEach(saved -> sessions.add(new SessionId(saved.owner())));
            } catch (KugetsuException e) {
                log.warn("records of project {} stay: {}", project.projectId(), e.getMessage());
                unreadable.add(project.projectId());
            }
        }
        return new Owners(sessions, unreadable);
    }
}
