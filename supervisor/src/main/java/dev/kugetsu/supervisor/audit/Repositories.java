package dev.kugetsu.supervisor.audit;

import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.project.Project;
import dev.kugetsu.supervisor.project.Projects;
import dev.kugetsu.supervisor.project.WorktreeFailures;
import dev.kugetsu.worktrees.Repository;
import dev.kugetsu.worktrees.WorktreeException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The repositories of all projects. One that cannot be read is a difference of its own, and a doubtful reading for
/// all other checks. Thread-safe.
final class Repositories {

    private static final Logger log = LoggerFactory.getLogger(Repositories.class);

    private final Projects projects;

    Repositories(Projects projects) {
        this.projects = projects;
    }

    /// Looks at one repository.
    interface Look {
        List<Found> at(Project project, Repository repository) throws WorktreeException;
    }

    /// Gathers what is found in the repositories that can be read.
    List<Found> search(Look look) {
        List<Found> found = new ArrayList<>();
        for (Project project : projects.list()) {
            try {
                Repository repository = projects.repository(project);
                found.addAll(WorktreeFailures.guard(() -> look.at(project, repository)));
            } catch (KugetsuException e) {
                log.warn("project {} is passed over: {}", project.projectId(), e.getMessage());
            }
        }
        return found;
    }
}
