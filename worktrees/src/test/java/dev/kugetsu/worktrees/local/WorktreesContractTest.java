package dev.kugetsu.worktrees.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kugetsu.worktrees.BaseCommit;
import dev.kugetsu.worktrees.BranchName;
import dev.kugetsu.worktrees.Repository;
import dev.kugetsu.worktrees.Worktree;
import dev.kugetsu.worktrees.WorktreeException;
import dev.kugetsu.worktrees.WorktreeException.Kind;
import dev.kugetsu.worktrees.Worktrees;
import dev.kugetsu.worktrees.Worktrees.CreateRequest;
import dev.kugetsu.worktrees.Worktrees.OwnedWorktree;
import dev.kugetsu.worktrees.Worktrees.Removal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What both ways owe to whoever uses worktrees, checked with the real git.
abstract class WorktreesContractTest {

    static final String OWNER = "s-1";

    @TempDir
    Path temporary;

    GitFixture git;
    Path place;
    Worktrees worktrees;

    /// Makes the repository one that this way serves.
    abstract void prepare(GitFixture git);

    @BeforeEach
    void makeRepository() throws Exception {
        temporary = temporary.toRealPath();
        git = GitFixture.init(temporary.resolve("repository"));
        prepare(git);
        git.write("README.md", "hello\n");
        git.write("src/main.txt", "one\ntwo\n");
        Files.setPosixFilePermissions(
                git.write("run.sh", "#!/bin/sh\n"),
                java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createSymbolicLink(git.directory().resolve("link"), Path.of("src/main.txt"));
        git.commitAll("first");
        place = temporary.resolve("worktrees/app/s-1");
        worktrees = new LocalWorktrees(Clock.systemUTC());
    }

    Repository repository() throws WorktreeException {
        return worktrees.find(git.directory());
    }

    Worktree create() throws WorktreeException {
        return create("kugetsu/app-1", place);
    }

    Worktree create(String branch, Path directory) throws WorktreeException {
        Repository repository = repository();
        BaseCommit base = worktrees.resolveBase(repository, Optional.empty());
        return worktrees.create(new CreateRequest(repository, directory, new BranchName(branch), base, OWNER));
    }

    GitFixture inWorktree() {
        return git.in(place);
    }

    static void assertFails(Kind kind, String text, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(WorktreeException.class, e -> {
            assertThat(e.kind()).as(e.getMessage()).isEqualTo(kind);
            assertThat(e).hasMessageContaining(text);
        });
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

    void assertNothingIsLeft() throws Exception {
        assertThat(place).doesNotExist();
        assertThat(place.resolveSibling(".kugetsu-trash")).doesNotExist();
        assertThat(git.run("worktree", "list").lines()).hasSize(1);
        assertThat(git.run("fsck", "--strict")).doesNotContain("error");
        assertThat(git.directory().resolve(".git/kugetsu")).isDirectoryNotContaining("glob:**registering*");
        assertThat(git.directory().resolve(".git/worktrees").toFile().list()).isNullOrEmpty();
    }
}
