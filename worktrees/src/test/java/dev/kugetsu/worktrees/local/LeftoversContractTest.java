package dev.kugetsu.worktrees.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.worktrees.BranchName;
import dev.kugetsu.worktrees.Worktrees.Leftover;
import dev.kugetsu.worktrees.Worktrees.LocalBranch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What is found of operations that died, and what is left alone because somebody may need it.
class LeftoversContractTest extends WorktreesContractTest {

    private static final Duration LONG = Duration.ofHours(1);

    LeftoversContractTest(Way way) {
        super(way);
    }

    @Test
    void findsNothingInARepositoryAtRest() throws Exception {
        create();

        assertThat(worktrees.listLeftovers(repository())).isEmpty();
    }

    @Test
    void removesRecordsThatNeverCameToTheirPlace() throws Exception {
        Path aside = Files.createDirectories(git.directory().resolve(".git/kugetsu/registering-123"));
        Files.writeString(aside.resolve("HEAD"), "half");

        assertThat(worktrees.listLeftovers(repository()))
                .containsExactly(new Leftover(aside, Leftover.Kind.REGISTRATION, Optional.empty()));
        worktrees.clearLeftovers(repository());

        assertThat(aside).doesNotExist();
        assertThat(worktrees.listLeftovers(repository())).isEmpty();
        worktrees.clearLeftovers(repository());
    }

    @Test
    void removesRecordsWithoutAPlaceOnceNobodyCanBeMakingThem() throws Exception {
        Path unplaced = Files.createDirectories(git.directory().resolve(".git/worktrees/s-9"));
        Files.writeString(unplaced.resolve("locked"), CreationLock.reason("s-9"));
        assertThat(worktrees.listLeftovers(repository())).isEmpty();
        age(unplaced);

        assertThat(worktrees.listLeftovers(repository()))
                .containsExactly(new Leftover(unplaced, Leftover.Kind.REGISTRATION, Optional.of("s-9")));
        worktrees.clearLeftovers(repository());

        assertThat(unplaced).doesNotExist();
    }

    @Test
    void namesOldLockFilesAndLeavesThemToAPerson() throws Exception {
        create();
        Path ofBranch = Files.createFile(git.directory().resolve(".git/refs/heads/kugetsu/app-9.lock"));
        Path ofWorktree = Files.createFile(git.directory().resolve(".git/worktrees/s-1/index.lock"));
        assertThat(worktrees.listLeftovers(repository())).isEmpty();
        age(ofBranch);
        age(ofWorktree);

        worktrees.clearLeftovers(repository());

        assertThat(worktrees.listLeftovers(repository()))
                .containsExactlyInAnyOrder(
                        new Leftover(ofBranch, Leftover.Kind.LOCK_FILE, Optional.empty()),
                        new Leftover(ofWorktree, Leftover.Kind.LOCK_FILE, Optional.of(OWNER)));
    }

    @Test
    void listsBranchesAndWhetherTheyAreInUse() throws Exception {
        create();
        git.run("branch", "spare");
        String commit = git.run("rev-parse", "HEAD");

        assertThat(worktrees.listBranches(repository()))
                .containsExactlyInAnyOrder(
                        new LocalBranch(new BranchName("main"), commit, true),
                        new LocalBranch(new BranchName("kugetsu/app-1"), commit, true),
                        new LocalBranch(new BranchName("spare"), commit, false));
    }

    private static void age(Path path) throws Exception {
        Files.setLastModifiedTime(path, FileTime.from(Instant.now().minus(LONG)));
    }
}
