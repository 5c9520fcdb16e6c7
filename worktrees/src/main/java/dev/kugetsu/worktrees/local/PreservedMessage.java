package dev.kugetsu.worktrees.local;

import dev.kugetsu.worktrees.BranchName;
import dev.kugetsu.worktrees.plumbing.Head;
import java.util.Optional;

/// The message of a commit of saved work, which names the branch that was checked out.
final class PreservedMessage {

    private static final String BRANCH = "Branch: ";
    private static final String UNBORN = "Without-Commit: yes";

    private PreservedMessage() {}

    static String write(String owner, Head head) {
        StringBuilder message = new StringBuilder("work of " + owner + " that was not committed\n\n");
        WorktreeReader.branch(head)
                .ifPresent(branch -> message.append(BRANCH).append(branch).append('\n'));
        if (head.commitId().isEmpty()) {
            message.append(UNBORN).append('\n');
        }
        return message.toString();
    }

    static Optional<BranchName> findBranch(String message) {
        return message.lines()
                .filter(line -> line.startsWith(BRANCH))
                .map(line -> new BranchName(line.substring(BRANCH.length())))
                .findFirst();
    }

    static boolean isWithoutCommit(String message) {
        return message.lines().anyMatch(UNBORN::equals);
    }
}
