package dev.kugetsu.worktrees.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.worktrees.local.WorktreeProcess.Operation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A process is killed after each step of each operation; the next one repairs what it left and loses nothing.
class CrashContractTest extends WorktreesContractTest {

    private static final int MOST_STEPS = 40;

    CrashContractTest(Way way) {
        super(way);
    }

    @Test
    void leavesNothingOfACreationThatDiedEvenIfAPersonPrunes() throws Exception {
        git.write(".gitignore", ".env\n");
        git.write(".worktreeinclude", ".env\n");
        git.write(".env", "KEY=1\n");
        git.commitAll("include");
        for (int step = 1; isKilledAt(Operation.CREATE, step); step++) {
            git.run("worktree", "prune", "--expire=now");
            worktrees.discard(repository(), place, OWNER);

            assertNothingIsLeft();
            assertThat(git.run("branch", "--list", "kugetsu/*"))
                    .as("step %d", step)
                    .isEmpty();
            worktrees.discard(repository(), place, OWNER);
        }
        assertThat(inWorktree().status()).isEmpty();
    }

    @Test
    void finishesARemovalThatDied() throws Exception {
        create();
        WorktreeState before = leaveWork();
        for (int step = 1; isKilledAt(Operation.REMOVE, step); step++) {
            worktrees.remove(repository(), place, OWNER);

            assertNothingIsLeft();
            assertThat(worktrees.listPreserved(repository(), Optional.of(OWNER)))
                    .as("step %d", step)
                    .hasSize(1);
            WorktreeProcess.start(Operation.RESTORE, git.directory(), place, OWNER, 0)
                    .waitFor();
            assertThat(WorktreeState.of(inWorktree())).as("step %d", step).isEqualTo(before);
            forget();
        }
        assertNothingIsLeft();
    }

    @Test
    void repeatsARestorationThatDied() throws Exception {
        create();
        WorktreeState before = leaveWork();
        worktrees.remove(repository(), place, OWNER);
        for (int step = 1; isKilledAt(Operation.RESTORE, step); step++) {
            worktrees.discard(repository(), place, OWNER);

            assertNothingIsLeft();
            assertThat(worktrees.listPreserved(repository(), Optional.of(OWNER)))
                    .as("step %d", step)
                    .hasSize(1);
        }
        assertThat(WorktreeState.of(inWorktree())).isEqualTo(before);
    }

    private WorktreeState leaveWork() throws Exception {
        inWorktree().write("src/main.txt", "staged\n");
        inWorktree().run("add", "--all");
        inWorktree().write("untracked.txt", "work\n");
        return WorktreeState.of(inWorktree());
    }

    private void forget() throws Exception {
        for (var preserved : worktrees.listPreserved(repository(), Optional.of(OWNER))) {
            worktrees.deletePreserved(repository(), preserved);
        }
    }

    /// Whether there was such a step; when there is none, the operation has come to its end.
    private boolean isKilledAt(Operation operation, int step) throws Exception {
        assertThat(step).isLessThan(MOST_STEPS);
        int exitCode = WorktreeProcess.start(operation, git.directory(), place, OWNER, step)
                .waitFor();
        Path log = Path.of(place + "." + OWNER + ".log");
        assertThat(exitCode).as(Files.readString(log)).isIn(0, WorktreeProcess.KILLED);
        return exitCode == WorktreeProcess.KILLED;
    }
}
