package dev.kugetsu.worktrees.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kugetsu.worktrees.BaseCommit;
import dev.kugetsu.worktrees.BranchName;
import dev.kugetsu.worktrees.Worktree;
import dev.kugetsu.worktrees.WorktreeException.Kind;
import dev.kugetsu.worktrees.Worktrees.CreateRequest;
import dev.kugetsu.worktrees.Worktrees.Preserved;
import dev.kugetsu.worktrees.Worktrees.Removal;
import dev.kugetsu.worktrees.Worktrees.RestoreRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.zeroturnaround.exec.ProcessExecutor;

/// What is refused, and that nothing was touched then.
class RefusalContractTest extends WorktreesContractTest {

    RefusalContractTest(Way way) {
        super(way);
    }

    @Test
    void refusesToRemoveAWorktreeOfSomebodyElse() throws Exception {
        Path foreign = temporary.resolve("foreign");
        git.run("worktree", "add", "--quiet", foreign.toString());
        create();

        assertFails(Kind.NOT_OURS, "was not made by kugetsu", () -> worktrees.remove(repository(), foreign, OWNER));
        assertFails(Kind.NOT_OURS, "belongs to s-1", () -> worktrees.remove(repository(), place, "s-2"));
        assertFails(Kind.NOT_OURS, "not registered", () -> worktrees.remove(repository(), git.directory(), OWNER));

        assertThat(foreign.resolve("README.md")).exists();
        assertThat(place.resolve("README.md")).exists();
    }

    @Test
    void refusesToRemoveAWorktreeThatAPersonHasLocked() throws Exception {
        create();
        git.run("worktree", "lock", "--reason", "on a stick", place.toString());

        assertFails(Kind.LOCKED, "on a stick", () -> worktrees.remove(repository(), place, OWNER));

        assertThat(place.resolve("README.md")).exists();
        git.run("worktree", "unlock", place.toString());
        worktrees.remove(repository(), place, OWNER);
        assertNothingIsLeft();
    }

    @Test
    void refusesAFolderThatTookThePlace() throws Exception {
        create();
        Files.move(place, place.resolveSibling("moved"));
        Files.createDirectories(place);
        Files.writeString(place.resolve("mine"), "mine\n");

        assertFails(Kind.NOT_OURS, "no longer the worktree", () -> worktrees.remove(repository(), place, OWNER));

        assertThat(place.resolve("mine")).exists();
    }

    @Test
    void succeedsWhenTheFolderIsGone() throws Exception {
        create();
        deleteFolder(place);

        assertThat(worktrees.listOwned(repository())).singleElement().matches(owned -> owned.isFolderMissing());
        assertThat(worktrees.remove(repository(), place, OWNER).branchDeleted()).isTrue();

        assertNothingIsLeft();
    }

    @Test
    void succeedsWhenTheRecordsAreGoneToo() throws Exception {
        create();
        deleteFolder(place);
        git.run("worktree", "prune", "--expire=now");

        worktrees.remove(repository(), place, OWNER);

        assertNothingIsLeft();
    }

    @Test
    void refusesWhenAnotherRepositoryIsInside() throws Exception {
        create();
        GitFixture nested = GitFixture.init(place.resolve("vendor/nested"));
        nested.write("file", "work\n");
        nested.commitAll("inside");

        assertFails(Kind.UNSAVEABLE, "vendor/nested", () -> worktrees.remove(repository(), place, OWNER));

        assertThat(place.resolve("vendor/nested/file")).exists();
        assertThat(place.resolve("README.md")).exists();
    }

    @Test
    void refusesWhenATrackedFolderHasBecomeARepository() throws Exception {
        create();
        GitFixture.init(place.resolve("src"));

        assertFails(Kind.UNSAVEABLE, "src", () -> worktrees.remove(repository(), place, OWNER));
    }

    @Test
    void refusesWhenAnotherWorktreeIsInside() throws Exception {
        git.write(".gitignore", "inner/\n");
        git.commitAll("ignore");
        create();
        git.run("worktree", "add", "--quiet", place.resolve("inner").toString());

        assertFails(Kind.UNSAVEABLE, "inner", () -> worktrees.remove(repository(), place, OWNER));
    }

    @Test
    void leavesPipesAndSocketsAside() throws Exception {
        create();
        new ProcessExecutor("mkfifo", place.resolve("pipe").toString())
                .exitValueNormal()
                .execute();
        inWorktree().write("untracked.txt", "work\n");

        assertThat(worktrees.remove(repository(), place, OWNER).preserved()).isPresent();
        assertNothingIsLeft();
    }

    @Test
    void refusesToRestoreABranchThatIsInUse() throws Exception {
        create();
        inWorktree().write("new.txt", "new\n");
        inWorktree().commitAll("work");
        inWorktree().write("untracked.txt", "work\n");
        Optional<Preserved> preserved =
                worktrees.remove(repository(), place, OWNER).preserved();
        git.run("checkout", "--quiet", "kugetsu/app-1");

        assertFails(Kind.BRANCH_IN_USE, "checked out in another worktree", () -> restore(preserved));
        assertThat(place).doesNotExist();

        git.run("checkout", "--quiet", "main");
        restore(preserved);
        assertThat(place.resolve("untracked.txt")).exists();
        assertFails(Kind.EXISTS, place.toString(), () -> restore(preserved));
    }

    @Test
    void refusesToRestoreOntoABranchThatHasMoved() throws Exception {
        create();
        inWorktree().write("untracked.txt", "work\n");
        Optional<Preserved> preserved =
                worktrees.remove(repository(), place, OWNER).preserved();
        git.write("other.txt", "other\n");
        git.commitAll("other");
        git.run("branch", "kugetsu/app-1");

        assertFails(Kind.BRANCH_IN_USE, "has moved", () -> restore(preserved));

        assertThat(git.run("rev-parse", "kugetsu/app-1")).isEqualTo(git.run("rev-parse", "main"));
        assertThat(place).doesNotExist();
    }

    @Test
    void deletesABranchOnlyWhenNobodyNeedsIt() throws Exception {
        Worktree worktree = create();
        String base = worktree.baseCommit();
        git.run("branch", "unused");
        git.write("other.txt", "other\n");
        String moved = git.commitAll("other");
        git.run("branch", "moved");

        assertThat(worktrees.deleteBranch(repository(), worktree.branch(), base))
                .isFalse();
        assertThat(worktrees.deleteBranch(repository(), new BranchName("main"), moved))
                .isFalse();
        assertThat(worktrees.deleteBranch(repository(), new BranchName("moved"), base))
                .isFalse();
        assertThat(worktrees.deleteBranch(repository(), new BranchName("unused"), base))
                .isTrue();
        assertThat(worktrees.deleteBranch(repository(), new BranchName("unused"), base))
                .isTrue();

        assertThat(git.run("branch", "--format=%(refname:short)").lines())
                .containsExactlyInAnyOrder("kugetsu/app-1", "main", "moved");
    }

    @Test
    void saysWhereItMayNotWrite() throws Exception {
        Files.writeString(git.directory().resolve(".git/kugetsu"), "in the way of our folder\n");

        assertFails(Kind.FAILED, ".git/kugetsu", this::create);

        assertThat(place).doesNotExist();
        assertThat(git.run("branch", "--list", "kugetsu/*")).isEmpty();
    }

    @Test
    void namesTheBranchThatIsInTheWayOfARestoration() throws Exception {
        create();
        worktrees.remove(repository(), place, OWNER);
        git.run("branch", "kugetsu");

        assertFails(Kind.BRANCH_BLOCKED, "because branch 'kugetsu' exists", () -> restore(Optional.empty()));

        assertNothingIsLeft();
    }

    @Test
    void waitsForTheLockOfAnotherGit() throws Exception {
        create();
        git.run("pack-refs", "--all");
        Path lock = Files.createFile(git.directory().resolve(".git/packed-refs.lock"));
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Removal> removal = pool.submit(() -> worktrees.remove(repository(), place, OWNER));
            await().until(() -> !Files.exists(place));

            Files.delete(lock);

            assertThat(removal.get().branchDeleted()).isTrue();
        }
        assertNothingIsLeft();
    }

    @Test
    void leavesNothingWhenTheCheckoutFails() throws Exception {
        String base = git.run("rev-parse", "HEAD");
        String blob = git.run("rev-parse", "HEAD:src/main.txt");
        Files.delete(git.directory().resolve(".git/objects/" + blob.substring(0, 2) + "/" + blob.substring(2)));
        BaseCommit commit = new BaseCommit(base, "HEAD", Optional.empty());

        assertFails(
                Kind.FAILED,
                blob,
                () -> worktrees.create(
                        new CreateRequest(repository(), place, new BranchName("kugetsu/app-1"), commit, OWNER)));

        assertThat(temporary.resolve("worktrees")).doesNotExist();
        assertThat(git.run("branch", "--list", "kugetsu/*")).isEmpty();
        assertThat(git.run("worktree", "list").lines()).hasSize(1);
    }

    private static void deleteFolder(Path folder) throws Exception {
        try (var paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private Worktree restore(Optional<Preserved> preserved) throws Exception {
        String base = git.run("rev-parse", "main~0");
        return worktrees.restore(
                new RestoreRequest(repository(), place, new BranchName("kugetsu/app-1"), base, preserved, OWNER));
    }
}
