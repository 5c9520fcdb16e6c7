package dev.kugetsu.worktrees.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.kugetsu.worktrees.BranchName;
import dev.kugetsu.worktrees.WorktreeException.Kind;
import dev.kugetsu.worktrees.Worktrees.CheckedOut;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CommitContractTest extends WorktreesContractTest {

    CommitContractTest(Way way) {
        super(way);
    }

    @Test
    void findsWhereSomebodyStands() throws Exception {
        create();
        Files.createDirectories(place.resolve("src/deep"));

        CheckedOut inMain = worktrees.findCheckedOut(git.directory().resolve("src"));
        CheckedOut inLinked = worktrees.findCheckedOut(place.resolve("src/deep"));

        assertThat(inMain.directory()).isEqualTo(git.directory());
        assertThat(inMain.branch()).contains(new BranchName("main"));
        assertThat(inLinked.directory()).isEqualTo(place);
        assertThat(inLinked.branch()).contains(new BranchName("kugetsu/app-1"));
        assertThat(inLinked.repository()).isEqualTo(inMain.repository());
        assertThat(inLinked.commitId()).contains(git.run("rev-parse", "HEAD"));
    }

    @Test
    void seesADetachedHead() throws Exception {
        git.run("checkout", "--quiet", "--detach");

        CheckedOut here = worktrees.findCheckedOut(git.directory());

        assertThat(here.branch()).isEmpty();
        assertThat(here.commitId()).contains(git.run("rev-parse", "HEAD"));
    }

    @Test
    void takesHeadForThatOfTheWorktree() throws Exception {
        create();
        inWorktree().write("new.txt", "1\n");
        String mine = inWorktree().commitAll("mine");
        CheckedOut here = worktrees.findCheckedOut(place);

        assertThat(worktrees.resolve(here, "HEAD")).isEqualTo(mine);
        assertThat(worktrees.resolve(here, "@")).isEqualTo(mine);
        assertThat(worktrees.resolve(here, "HEAD~1")).isEqualTo(git.run("rev-parse", "main"));
        assertThat(worktrees.resolve(here, "main")).isEqualTo(git.run("rev-parse", "main"));
        assertFails(Kind.UNKNOWN_REVISION, "'no-such'", () -> worktrees.resolve(here, "no-such"));
        assertFails(Kind.UNKNOWN_REVISION, "'HEAD~9'", () -> worktrees.resolve(here, "HEAD~9"));
    }

    @Test
    void knowsNoHeadBeforeTheFirstCommit() throws Exception {
        GitFixture empty = GitFixture.init(temporary.resolve("empty"));
        way.prepare(empty);
        CheckedOut here = worktrees.findCheckedOut(empty.directory());

        assertThat(here.commitId()).isEmpty();
        assertFails(Kind.NO_COMMIT, "no commit yet", () -> worktrees.resolve(here, "HEAD"));
    }

    @Test
    void movesABranchOnlyFromWhereItIsExpected() throws Exception {
        BranchName branch = new BranchName("topic/a");
        String first = git.run("rev-parse", "HEAD");
        git.write("new.txt", "1\n");
        String second = git.commitAll("second");

        assertThat(worktrees.findBranch(repository(), branch)).isEmpty();
        assertThat(move(branch, Optional.of(first), second)).isFalse();
        assertThat(move(branch, Optional.empty(), first)).isTrue();
        assertThat(move(branch, Optional.empty(), first)).isFalse();
        assertThat(move(branch, Optional.of(first), first)).isTrue();
        assertThat(move(branch, Optional.of(second), second)).isFalse();
        assertThat(move(branch, Optional.of(first), second)).isTrue();
        assertThat(move(branch, Optional.of(second), first)).isTrue();
        assertThat(worktrees.findBranch(repository(), branch)).contains(first);
    }

    @Test
    void namesTheBranchThatIsInTheWayOfAName() throws Exception {
        git.run("branch", "topic/parser");
        git.run("branch", "topics");
        String commit = git.run("rev-parse", "HEAD");
        BranchName below = new BranchName("main/deep/sub");
        BranchName above = new BranchName("topic");

        for (boolean isPacked : List.of(false, true)) {
            if (isPacked) {
                git.run("pack-refs", "--all");
            }
            assertTimeoutPreemptively(Duration.ofSeconds(8), () -> {
                assertFails(Kind.BRANCH_BLOCKED, "'main' exists", () -> worktrees.requireRoom(repository(), below));
                assertFails(Kind.BRANCH_BLOCKED, "'main' exists", () -> move(below, Optional.empty(), commit));
                assertFails(Kind.BRANCH_BLOCKED, "'topic/parser'", () -> worktrees.requireRoom(repository(), above));
                assertFails(Kind.BRANCH_BLOCKED, "'topic/parser'", () -> move(above, Optional.empty(), commit));
            });
        }
        for (String free : List.of("topic/other", "main", "mainly", "top", "deep/er/still")) {
            worktrees.requireRoom(repository(), new BranchName(free));
        }
        assertThat(git.run("branch", "--format=%(refname:short)").lines())
                .containsExactly("main", "topic/parser", "topics");
    }

    @Test
    void commitsEverythingThatIsNotIgnored() throws Exception {
        create();
        inWorktree().write(".gitignore", "*.log\n");
        inWorktree().write("noise.log", "x\n");
        inWorktree().write("src/new.txt", "1\n");
        Files.delete(place.resolve("src/main.txt"));
        CheckedOut here = worktrees.findCheckedOut(place.resolve("src"));

        String commit = worktrees.prepareCommit(here, "Say it\n\nand why").orElseThrow();

        assertThat(inWorktree().run("rev-parse", "HEAD"))
                .isEqualTo(here.commitId().orElseThrow());
        assertThat(worktrees.advance(here, commit, "capture")).isTrue();
        assertThat(inWorktree().run("rev-parse", "kugetsu/app-1")).isEqualTo(commit);
        assertThat(inWorktree().status()).isEmpty();
        assertThat(inWorktree().run("log", "-1", "--format=%an <%ae>%n%B"))
                .isEqualTo("A Person <person@example.com>\nSay it\n\nand why");
        assertThat(inWorktree()
                        .run("show", "--format=", "--name-status", "HEAD")
                        .lines())
                .containsExactlyInAnyOrder("A\t.gitignore", "D\tsrc/main.txt", "A\tsrc/new.txt");
        assertThat(inWorktree().run("reflog", "-1")).contains("capture");
    }

    @Test
    void commitsNothingWhenNothingHasChanged() throws Exception {
        assertThat(worktrees.prepareCommit(worktrees.findCheckedOut(git.directory()), "nothing"))
                .isEmpty();
    }

    @Test
    void tellsBeforehandWhatItWouldCommit() throws Exception {
        for (String name : List.of("reverted", "unstaged", "touched", "moved")) {
            git.write(name, name + "\n");
        }
        // git stores the contents of an empty file for every name that it takes note of.
        git.write("hollow", "");
        git.commitAll("more");
        create();
        GitFixture mine = inWorktree();
        mine.write(".gitignore", "*.log\n");
        mine.write("noise.log", "x\n");
        mine.write("src/\u00fcber all.txt", "1\n");
        mine.write("empty", "");
        Files.delete(place.resolve("src/main.txt"));
        mine.write("README.md", "changed\n");
        mine.run("mv", "moved", "elsewhere");
        mine.write("reverted", "staged\n");
        mine.write("brief", "1\n");
        mine.run("add", "reverted", "brief");
        mine.write("reverted", "reverted\n");
        Files.delete(place.resolve("brief"));
        mine.run("rm", "--quiet", "--cached", "unstaged");
        Files.setLastModifiedTime(place.resolve("touched"), FileTime.fromMillis(0));
        mine.run("config", "diff.relative", "true");
        mine.run("config", "diff.autoRefreshIndex", "false");
        String status = mine.status();
        String objects = git.run("count-objects", "-v");
        CheckedOut here = worktrees.findCheckedOut(place.resolve("src"));

        List<String> told = worktrees.rehearseCommit(here);

        assertThat(mine.status()).isEqualTo(status);
        assertThat(git.run("count-objects", "-v")).isEqualTo(objects);
        assertThat(told)
                .containsExactly(
                        ".gitignore",
                        "README.md",
                        "elsewhere",
                        "empty",
                        "moved",
                        "src/main.txt",
                        "src/\u00fcber all.txt");
        String commit = worktrees.prepareCommit(here, "all of it").orElseThrow();
        mine.run("config", "core.quotePath", "false");
        assertThat(mine.run("diff-tree", "-r", "--name-only", "--no-commit-id", commit)
                        .lines())
                .containsExactlyElementsOf(told);
    }

    @Test
    void tellsBeforehandWhatSpeaksAgainstACommit() throws Exception {
        CheckedOut here = worktrees.findCheckedOut(git.directory());
        assertThat(worktrees.rehearseCommit(here)).isEmpty();
        Files.createFile(git.directory().resolve(".git/MERGE_HEAD"));

        assertFails(Kind.HALF_DONE, "MERGE_HEAD", () -> worktrees.rehearseCommit(here));
    }

    @Test
    void doesNotAdvanceABranchThatHasMoved() throws Exception {
        create();
        inWorktree().write("new.txt", "1\n");
        CheckedOut here = worktrees.findCheckedOut(place);
        String commit = worktrees.prepareCommit(here, "mine").orElseThrow();
        String theirs = inWorktree().run("commit-tree", "HEAD^{tree}", "-p", "HEAD", "-m", "theirs");
        inWorktree().run("update-ref", "refs/heads/kugetsu/app-1", theirs);

        assertThat(worktrees.advance(here, commit, "capture")).isFalse();
        assertThat(git.run("rev-parse", "kugetsu/app-1")).isEqualTo(theirs);
    }

    @Test
    void runsNoHooks() throws Exception {
        Path trace = temporary.resolve("trace");
        for (String hook :
                List.of("pre-commit", "commit-msg", "post-commit", "post-index-change", "reference-transaction")) {
            Path file = git.write(".git/hooks/" + hook, "#!/bin/sh\necho " + hook + " >>" + trace + "\nexit 1\n");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        git.write("new.txt", "1\n");
        CheckedOut here = worktrees.findCheckedOut(git.directory());

        String commit = worktrees.prepareCommit(here, "quiet").orElseThrow();

        assertThat(worktrees.advance(here, commit, "capture")).isTrue();
        assertThat(trace).doesNotExist();
    }

    @Test
    void refusesWhatIsHalfDone() throws Exception {
        git.run("checkout", "--quiet", "-b", "other");
        git.write("src/main.txt", "theirs\n");
        git.commitAll("theirs");
        git.run("checkout", "--quiet", "main");
        git.write("src/main.txt", "ours\n");
        git.commitAll("ours");
        git.tryRun("merge", "other");
        CheckedOut here = worktrees.findCheckedOut(git.directory());

        assertFails(Kind.HALF_DONE, "MERGE_HEAD", () -> worktrees.prepareCommit(here, "no"));

        Files.delete(git.directory().resolve(".git/MERGE_HEAD"));
        assertFails(Kind.HALF_DONE, "src/main.txt", () -> worktrees.prepareCommit(here, "no"));
    }

    @Test
    void refusesAnotherBranchThanWasFound() throws Exception {
        CheckedOut here = worktrees.findCheckedOut(git.directory());
        git.run("checkout", "--quiet", "-b", "other");
        git.write("new.txt", "of the other\n");

        assertFails(Kind.MOVED, "main was checked out", () -> worktrees.prepareCommit(here, "no"));

        assertThat(git.run("diff", "--cached", "--name-only")).isEmpty();
    }

    @Test
    void refusesAnotherCommitThanWasFound() throws Exception {
        CheckedOut here = worktrees.findCheckedOut(git.directory());
        git.write("theirs.txt", "1\n");
        git.commitAll("theirs");

        assertFails(Kind.MOVED, "meanwhile", () -> worktrees.prepareCommit(here, "no"));
    }

    @Test
    void noticesABranchThatIsSwitchedWhileItStages() throws Exception {
        git.run("branch", "other");
        git.run("config", "filter.sly.clean", "git symbolic-ref HEAD refs/heads/other; cat");
        git.write(".git/info/attributes", "new.txt filter=sly\n");
        git.write("new.txt", "1\n");
        CheckedOut here = worktrees.findCheckedOut(git.directory());

        assertFails(Kind.MOVED, "main was checked out", () -> worktrees.prepareCommit(here, "no"));
    }

    @Test
    void refusesOtherRepositoriesInside() throws Exception {
        GitFixture.init(git.directory().resolve("inner"));
        git.in(git.directory().resolve("inner")).run("commit", "--quiet", "--allow-empty", "-m", "inner");
        CheckedOut here = worktrees.findCheckedOut(git.directory());

        assertFails(Kind.UNSAVEABLE, "inner/", () -> worktrees.prepareCommit(here, "no"));
        assertThat(git.run("diff", "--cached", "--name-only")).isEmpty();
    }

    @Test
    void wantsAnAuthor() throws Exception {
        git.run("config", "user.name", "");
        git.write("new.txt", "1\n");
        CheckedOut here = worktrees.findCheckedOut(git.directory());

        assertFails(Kind.NO_AUTHOR, "git knows nobody", () -> worktrees.prepareCommit(here, "no"));
    }

    private boolean move(BranchName branch, Optional<String> expected, String commit) throws Exception {
        return worktrees.moveBranch(repository(), branch, expected, commit, "test");
    }
}
