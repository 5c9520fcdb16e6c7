package dev.kugetsu.worktrees.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.worktrees.Changes;
import dev.kugetsu.worktrees.Snapshot;
import dev.kugetsu.worktrees.Worktree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChangesContractTest extends WorktreesContractTest {

    ChangesContractTest(Way way) {
        super(way);
    }

    @Test
    void findsNoChangeInAnUntouchedWorktree() throws Exception {
        Worktree worktree = create();

        Snapshot before = worktrees.snapshot(worktree);

        assertThat(before.head()).isEqualTo(worktree.baseCommit());
        assertThat(before.tree()).isEqualTo(git.run("rev-parse", "main^{tree}"));
        assertThat(worktrees.changesSince(worktree, before)).isEqualTo(Changes.NONE);
    }

    @Test
    void countsCommittedStagedAndUntrackedFiles() throws Exception {
        Worktree worktree = create();
        Snapshot before = worktrees.snapshot(worktree);
        inWorktree().write("src/main.txt", "one\nTWO\nthree\n");
        inWorktree().commitAll("work");
        inWorktree().write("staged.txt", "1\n2\n");
        inWorktree().run("add", "staged.txt");
        inWorktree().write("untracked.txt", "1\n");
        Files.write(place.resolve("binary"), new byte[] {0, 1, 2, 0});
        Files.delete(place.resolve("README.md"));

        assertThat(worktrees.changesSince(worktree, before))
                .isEqualTo(new Changes(
                        1, List.of("README.md", "binary", "src/main.txt", "staged.txt", "untracked.txt"), 5, 2));
    }

    @Test
    void seesWhatWasThereBeforeAsNoChange() throws Exception {
        Worktree worktree = create();
        inWorktree().write("untracked.txt", "before\n");
        Snapshot before = worktrees.snapshot(worktree);

        inWorktree().commitAll("the same, committed");

        assertThat(worktrees.changesSince(worktree, before)).isEqualTo(new Changes(1, List.of(), 0, 0));
    }

    @Test
    void countsARenameAsTwoFiles() throws Exception {
        Worktree worktree = create();
        Snapshot before = worktrees.snapshot(worktree);

        inWorktree().run("mv", "src/main.txt", "moved.txt");

        assertThat(worktrees.changesSince(worktree, before))
                .isEqualTo(new Changes(0, List.of("moved.txt", "src/main.txt"), 2, 2));
    }

    @Test
    void leavesIgnoredFilesOut() throws Exception {
        git.write(".gitignore", "*.log\nbuild/\n");
        git.commitAll("ignore");
        Worktree worktree = create();
        Snapshot before = worktrees.snapshot(worktree);

        inWorktree().write("a.log", "log\n");
        inWorktree().write("build/out", "out\n");

        assertThat(worktrees.changesSince(worktree, before)).isEqualTo(Changes.NONE);
    }

    @Test
    void leavesTheIndexAndTheFilesAlone() throws Exception {
        Worktree worktree = create();
        inWorktree().write("staged.txt", "1\n");
        inWorktree().run("add", "staged.txt");
        inWorktree().write("untracked.txt", "1\n");
        Path index = Path.of(inWorktree().run("rev-parse", "--absolute-git-dir"), "index");
        byte[] indexBefore = Files.readAllBytes(index);
        WorktreeState before = WorktreeState.of(inWorktree());

        worktrees.snapshot(worktree);

        assertThat(Files.readAllBytes(index)).isEqualTo(indexBefore);
        assertThat(WorktreeState.of(inWorktree())).isEqualTo(before);
    }

    @Test
    void seesAChangeThatKeepsSizeAndModificationTime() throws Exception {
        Worktree worktree = create();
        Snapshot before = worktrees.snapshot(worktree);
        Path file = place.resolve("README.md");
        FileTime time = Files.getLastModifiedTime(file);

        Files.writeString(file, "HELLO\n");
        Files.setLastModifiedTime(file, time);

        assertThat(worktrees.changesSince(worktree, before).files()).isEqualTo(1);
    }
}
