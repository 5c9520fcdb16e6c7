package dev.kugetsu.supervisor.reservation;

import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.coordination.Caller;
import dev.kugetsu.supervisor.project.Projects;
import dev.kugetsu.supervisor.project.WorktreeFailures;
import dev.kugetsu.worktrees.BranchName;
import dev.kugetsu.worktrees.Repository;
import dev.kugetsu.worktrees.Worktrees;
import dev.kugetsu.worktrees.Worktrees.CheckedOut;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// The repository in which a caller does something, outside of every transaction. Thread-safe.
final class Ground {

    private static final int LONGEST_PART_BYTES = 250;
    private static final int LONGEST_BYTES = 1000;

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
        if (isTooLong(text)) {
            throw new KugetsuException(
                    KugetsuException.Kind.INVALID_INPUT,
                    "'" + printable(text) + "…' is too long for a branch",
                    "name one of at most " + LONGEST_PART_BYTES + " bytes between two slashes, and " + LONGEST_BYTES
                            + " altogether");
        }
        return new BranchName(text);
    }

    /// git keeps each part of a branch in a file or folder, and locks it by one whose name is longer.
    private static boolean isTooLong(String branch) {
        return bytes(branch) > LONGEST_BYTES
                || Arrays.stream(branch.split("/", -1)).anyMatch(part -> bytes(part) > LONGEST_PART_BYTES);
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
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

    /// @throws KugetsuException `CONFLICT` when another branch is in the way of its name
    void requireRoom(CheckedOut place, BranchName branch) {
        WorktreeFailures.guard(() -> {
            worktrees.requireRoom(place.repository(), branch);
            return true;
        });
    }
}
