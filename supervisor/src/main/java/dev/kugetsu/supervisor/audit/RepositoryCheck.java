package dev.kugetsu.supervisor.audit;

import dev.kugetsu.supervisor.Audit.Difference.Kind;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.SessionId;
import dev.kugetsu.supervisor.project.Project;
import dev.kugetsu.supervisor.project.Projects;
import dev.kugetsu.supervisor.project.WorktreeFailures;
import dev.kugetsu.worktrees.Repository;
import dev.kugetsu.worktrees.Worktrees;
import dev.kugetsu.worktrees.Worktrees.Leftover;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds projects without a repository, and what operations that died have left in one.
record RepositoryCheck(Projects projects, Worktrees worktrees) implements Check {

    @Override
    public List<Found> find() {
        List<Found> found = new ArrayList<>();
        for (Project project : projects.list()) {
            try {
                Repository repository = projects.repository(project);
                WorktreeFailures.guard(() -> worktrees.listLeftovers(repository)).stream()
                        .map(leftover -> leftover(project, repository, leftover))
                        .forEach(found::add);
            } catch (KugetsuException e) {
                found.add(unreadable(project, e));
            }
        }
        return found;
    }

    private static Found unreadable(Project project, KugetsuException failure) {
        return Found.undecided(
                Kind.REPOSITORY_UNREADABLE,
                project.projectId().value(),
                Found.of(project.projectId()),
                String.valueOf(failure.getMessage()),
                "put the repository back to " + project.directory());
    }

    private Found leftover(Project project, Repository repository, Leftover leftover) {
        String name = leftover.path().toString();
        Optional<String> owner = leftover.owner().isPresent()
                ? Found.of(new SessionId(leftover.owner().get()))
                : Found.of(project.projectId());
        return switch (leftover.kind()) {
            case REGISTRATION ->
                Found.mendable(
                        Kind.REPOSITORY_LEFTOVER,
                        name,
                        owner,
                        "records of a worktree that never came to their place, or were being deleted",
                        "deletes them",
                        () -> clear(repository));
            case LOCK_FILE ->
                Found.undecided(
                        Kind.LOCK_FILE,
                        name,
                        owner,
                        "it is older than ten minutes; a git that works holds its locks for moments",
                        "if no git works in " + repository.directory() + ": `rm " + name + "`");
        };
    }

    private void clear(Repository repository) {
        WorktreeFailures.guard(() -> {
            worktrees.clearLeftovers(repository);
            return true;
        });
    }
}
