package dev.kugetsu.worktrees.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.worktrees.BranchName;
import dev.kugetsu.worktrees.Worktree;
import dev.kugetsu.worktrees.WorktreeException.Kind;
import dev.kugetsu.worktrees.Worktrees.OwnedWorktree;
import dev.kugetsu.worktrees.Worktrees.Removal;
import dev.kugetsu.worktrees.plumbing.Plumbing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LifecycleContractTest extends WorktreesContractTest {

    LifecycleContractTest(Way way) {
        super(way);
    }

    @Test
    void isServedInTheWayThatIsTested() throws Exception {
        try (Plumbing plumbing = new PlumbingChoice().open(repository())) {
            assertThat(plumbing).isInstanceOf(way.plumbing());
        }
    }

    @Test
    void createsAWorktreeThatGitFindsNothingToComplainOf() throws Exception {
        Worktree worktree = create();

        assertThat(worktree.branch()).isEqualTo(new BranchName("kugetsu/app-1"));
        assertThat(worktree.baseCommit()).isEqualTo(git.run("rev-parse", "main"));
        assertThat(inWorktree().status()).isEmpty();
        assertThat(git.status()).isEmpty();
        assertThat(git.run("fsck", "--strict")).isEmpty();
        assertThat(git.run("worktree", "list", "--porcelain"))
                .endsWith("worktree %s\nHEAD %s\nbranch refs/heads/kugetsu/app-1"
                        .formatted(place, worktree.baseCommit()));
        assertThat(git.run("worktree", "prune", "--dry-run", "--verbose", "--expire=now"))
                .isEmpty();
        assertThat(Files.isExecutable(place.resolve("run.sh"))).isTrue();
        assertThat(Files.readSymbolicLink(place.resolve("link"))).isEqualTo(Path.of("src/main.txt"));
        assertThat(Files.readString(place.resolve("src/main.txt"))).isEqualTo("one\ntwo\n");
    }

    @Test
    void letsGitWorkInTheWorktree() throws Exception {
        create();

        inWorktree().write("new.txt", "new\n");
        String commit = inWorktree().commitAll("work");

        assertThat(git.run("rev-parse", "kugetsu/app-1")).isEqualTo(commit);
        git.run("worktree", "lock", place.toString());
        git.run("worktree", "unlock", place.toString());
        git.run("worktree", "remove", place.toString());
        assertThat(place).doesNotExist();
    }

    @Test
    void writesNoUpstreamIntoTheConfiguration() throws Exception {
        String before = Files.readString(git.directory().resolve(".git/config"));

        create();

        assertThat(Files.readString(git.directory().resolve(".git/config"))).isEqualTo(before);
    }

    @Test
    void runsNoHookOfTheRepository() throws Exception {
        Path marker = temporary.resolve("hook-ran");
        for (String hook : new String[] {"post-checkout", "post-index-change", "reference-transaction"}) {
            Path file = git.write(".git/hooks/" + hook, "#!/bin/sh\ntouch '" + marker + "'\n");
            assertThat(file.toFile().setExecutable(true)).isTrue();
        }

        create();
        worktrees.remove(repository(), place, OWNER);

        assertThat(marker).doesNotExist();
    }

    @Test
    void takesTheFirstFreeNameForTheBranch() throws Exception {
        create();

        Worktree second = create("kugetsu/app-1", place.resolveSibling("s-2"));

        assertThat(second.branch()).isEqualTo(new BranchName("kugetsu/app-1-2"));
    }

    @Test
    void refusesABranchBelowAnExistingBranch() {
        git.run("branch", "kugetsu");

        assertFails(Kind.INVALID_BRANCH, "a branch 'kugetsu' exists", this::create);

        assertThat(place).doesNotExist();
        assertThat(place.getParent()).doesNotExist();
    }

    @Test
    void refusesAPlaceThatIsTaken() throws Exception {
        Files.createDirectories(place);
        Files.writeString(place.resolve("somebody's"), "file");

        assertFails(Kind.EXISTS, place.toString(), this::create);

        assertThat(place.resolve("somebody's")).exists();
        assertThat(git.run("branch", "--list", "kugetsu/*")).isEmpty();
    }

    @Test
    void findsAndListsWhatItHasMade() throws Exception {
        Worktree worktree = create();
        git.run("worktree", "add", "--quiet", temporary.resolve("foreign").toString());

        assertThat(worktrees.findWorktree(repository(), place)).contains(worktree);
        assertThat(worktrees.findWorktree(repository(), temporary.resolve("nothing")))
                .isEmpty();
        assertThat(worktrees.listOwned(repository()))
                .containsExactly(new OwnedWorktree(place, OWNER, Optional.of(worktree.branch()), false));
    }

    @Test
    void removesAnUnusedWorktreeWithItsBranch() throws Exception {
        create();

        Removal removal = worktrees.remove(repository(), place, OWNER);

        assertThat(removal.preserved()).isEmpty();
        assertThat(removal.branchDeleted()).isTrue();
        assertNothingIsLeft();
        assertThat(git.run("branch", "--list", "kugetsu/*")).isEmpty();
        assertThat(worktrees.remove(repository(), place, OWNER).branchDeleted()).isFalse();
    }

    @Test
    void keepsABranchThatHasACommitOfItsOwn() throws Exception {
        create();
        inWorktree().write("new.txt", "new\n");
        String commit = inWorktree().commitAll("work");

        Removal removal = worktrees.remove(repository(), place, OWNER);

        assertThat(removal.branchDeleted()).isFalse();
        assertThat(removal.preserved()).isEmpty();
        assertThat(git.run("rev-parse", "kugetsu/app-1")).isEqualTo(commit);
        assertNothingIsLeft();
    }
}
