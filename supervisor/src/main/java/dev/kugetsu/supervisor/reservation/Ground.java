package dev.kugetsu.supervisor.reservation;

import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.coordination.Caller;
import dev.kugetsu.supervisor.project.Projects;
import dev.kugetsu.supervisor.project.WorktreeFailures;
import dev.kugetsu.worktrees.BranchName;
import dev.kugetsu.worktrees.Repository;
import dev.kugetsu.worktrees.Worktrees;
import dev.kugetsu.worktrees.Worktrees.CheckedOut;
import java.util.Optional;

/// The repository in which a caller does something, outside of every transaction. Thread-safe.
final class Ground {

    private final Projects projects;
    private final Worktrees worktrees;

    Ground(Projects projects, Worktrees worktrees) {
        this.projects = projects;
        this.worktrees = worktrees;
    }

    /// Where the caller stands, if that is in the project that is meant, or else its main worktree.
    CheckedOut place(Caller caller) {
        return WorktreeFailures.guard(() -> {
            if (caller.project().isEmpty()) {
                return worktrees.findCheckedOut(caller.directory());
            }
            Repository repository =
                    projects.repository(projects.get(caller.project().get()));
            return isIn(caller, repository)
                    ? worktrees.findCheckedOut(caller.directory())
                    : worktrees.findCheckedOut(repository.directory());
        });
    }

    /// Where the caller itself stands.
    ///
    /// @throws KugetsuException `INVALID_INPUT` when that is not in the project that is meant
    CheckedOut standpoint(Caller caller) {
        CheckedOut here = WorktreeFailures.guard(() -> worktrees.findCheckedOut(caller.directory()));
        if (caller.project().isPresent()
                && !projects.repository(projects.get(caller.project().get()))
                        .directory()
                        .equals(here.repository().directory())) {
            throw new KugetsuException(
                    KugetsuException.Kind.INVALID_INPUT,
                    here.directory() + " is no worktree of project "
                            + caller.project().get(),
                    "go to the worktree whose changes are meant");
        }
        return here;
    }

    private boolean isIn(Caller caller, Repository repository) {
        return projects.findAt(caller.directory())
                .filter(project -> project.path().equals(repository.directory()))
                .isPresent();
    }

    static BranchName branch(String text) {
        if (text.startsWith("refs/")) {
            throw new KugetsuException(
                    KugetsuException.Kind.INVALID_INPUT,
                    "'" + printable(text) + "' is the full name of a reference",
                    "name the branch alone, such as topic/parser");
        }
        if (!BranchName.isValid(text)) {
            throw new KugetsuException(
                    KugetsuException.Kind.INVALID_INPUT,
                    "git allows no branch '" + printable(text) + "'",
                    "name one such as topic/parser");
        }
        return new BranchName(text);
    }

    private static String printable(String text) {
        return text.codePoints()
                .limit(80)
                .map(character -> Character.isISOControl(character) ? '?' : character)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    Optional<String> findBranch(CheckedOut place, BranchName branch) {
        return WorktreeFailures.guard(() -> worktrees.findBranch(place.repository(), branch));
    }
}
