package dev.kugetsu.worktrees.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.worktrees.Worktree;
import dev.kugetsu.worktrees.Worktrees.OwnedWorktree;
import dev.kugetsu.worktrees.local.WorktreeProcess.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ConcurrencyContractTest extends WorktreesContractTest {

    private static final int FILES = 2_000;
    private static final int AT_ONCE = 20;

    ConcurrencyContractTest(Way way) {
        super(way);
    }

    @Test
    void servesTwentyProcessesAtOnce() throws Exception {
        fill();
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            Path directory = place.resolveSibling("p-" + i);
            processes.add(WorktreeProcess.start(Operation.CREATE, git.directory(), directory, "p-" + i, 0));
        }

        for (int i = 0; i < AT_ONCE; i++) {
            Path log = place.resolveSibling("p-" + i + ".p-" + i + ".log");
            assertThat(processes.get(i).waitFor()).as(() -> read(log)).isZero();
        }

        assertAllAreComplete("p-");
    }

    @Test
    void servesTwentyThreadsAtOnceWhileAPersonWorks() throws Exception {
        fill();
        try (ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<Worktree>> created = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                Path directory = place.resolveSibling("t-" + i);
                created.add(pool.submit(() -> create("kugetsu/app-1", directory)));
            }
            for (int i = 0; i < 5; i++) {
                git.run("branch", "mine-" + i);
                git.run("pack-refs", "--all");
                git.run("worktree", "prune", "--expire=now");
            }
            for (Future<Worktree> future : created) {
                future.get();
            }
        }

        assertAllAreComplete("t-");
        assertThat(git.run("branch", "--list", "mine-*").lines()).hasSize(5);
    }

    private void fill() {
        for (int i = 0; i < FILES; i++) {
            git.write("many/%02d/file-%d.txt".formatted(i % 40, i), "content of " + i + "\n");
        }
        git.commitAll("many files");
    }

    private void assertAllAreComplete(String prefix) throws Exception {
        List<OwnedWorktree> owned = worktrees.listOwned(repository());
        assertThat(owned).hasSize(AT_ONCE);
        assertThat(owned).extracting(OwnedWorktree::branch).doesNotHaveDuplicates();
        for (int i = 0; i < AT_ONCE; i++) {
            assertThat(git.in(place.resolveSibling(prefix + i)).status()).isEmpty();
        }
        assertThat(git.run("fsck", "--strict")).isEmpty();
        assertThat(git.run("worktree", "list", "--porcelain")).doesNotContain("locked", "prunable");
    }

    private static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
