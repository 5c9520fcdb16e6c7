package dev.kugetsu.worktrees.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.worktrees.BranchName;
import dev.kugetsu.worktrees.Worktree;
import dev.kugetsu.worktrees.Worktrees.Preserved;
import dev.kugetsu.worktrees.Worktrees.Removal;
import dev.kugetsu.worktrees.Worktrees.RestoreRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Whatever is in a worktree that is removed comes back, byte for byte and mode for mode.
class PreservationContractTest extends WorktreesContractTest {

    PreservationContractTest(Way way) {
        super(way);
    }

    @Test
    void bringsBackStagedUnstagedAndUntrackedFiles() throws Exception {
        create();
        GitFixture work = inWorktree();
        work.write("staged.txt", "staged\n");
        work.write("src/main.txt", "staged version\n");
        work.run("add", "--all");
        work.write("src/main.txt", "then modified\n");
        work.write("README.md", "unstaged\n");
        work.write("deep/er/untracked.txt", "untracked\n");

        assertComesBack();
    }

    @Test
    void bringsBackModesAndLinks() throws Exception {
        create();
        GitFixture work = inWorktree();
        Files.setPosixFilePermissions(work.write("tool", "#!/bin/sh\n"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(place.resolve("run.sh"), PosixFilePermissions.fromString("rw-r--r--"));
        Files.createSymbolicLink(place.resolve("dangling"), Path.of("../no where"));
        Files.delete(place.resolve("link"));
        Files.createSymbolicLink(place.resolve("link"), Path.of("README.md"));

        assertComesBack();
    }

    @Test
    void bringsBackDeletionsRenamesAndIntentions() throws Exception {
        create();
        GitFixture work = inWorktree();
        Files.delete(place.resolve("README.md"));
        work.run("mv", "src/main.txt", "src/moved.txt");
        work.run("rm", "--quiet", "--cached", "run.sh");
        work.write("intended.txt", "not yet\n");
        work.run("add", "--intent-to-add", "intended.txt");

        assertComesBack();
    }

    @Test
    void bringsBackAFolderInPlaceOfAFileAndAFileInPlaceOfAFolder() throws Exception {
        create();
        Files.delete(place.resolve("README.md"));
        inWorktree().write("README.md/inside", "file\n");
        Files.delete(place.resolve("src/main.txt"));
        Files.delete(place.resolve("src"));
        inWorktree().write("src", "file\n");

        assertComesBack();
    }

    @Test
    void bringsBackUnusualNames() throws Exception {
        create();
        for (String name :
                new String[] {"with blank", "new\nline", "übergröße-名前", "-leading-dash", "quo\"te\\", "*"}) {
            inWorktree().write(name, name);
            inWorktree().write("folder " + name + "/file", name);
        }
        inWorktree().run("add", "--", "-leading-dash", "new\nline");

        assertComesBack();
    }

    @Test
    void bringsBackBytesThatLineEndConversionWouldChange() throws Exception {
        git.write(".gitattributes", "*.crlf text eol=crlf\n*.auto text=auto\n");
        git.write("a.crlf", "one\ntwo\n");
        git.commitAll("attributes");
        create();
        assertThat(place.resolve("a.crlf")).hasContent("one\r\ntwo\r\n");
        inWorktree().write("a.crlf", "mixed\r\nline\nends\r\n");
        inWorktree().write("b.crlf", "only\nnewlines\n");
        inWorktree().write("c.auto", "carriage\r\nreturns\r\n");
        inWorktree().write("d.crlf", "staged\nwith newlines\n");
        inWorktree().run("add", "d.crlf");

        assertComesBack();
    }

    @Test
    void bringsBackFilesThatTheIndexHides() throws Exception {
        create();
        inWorktree().run("update-index", "--assume-unchanged", "README.md");
        inWorktree().run("update-index", "--skip-worktree", "src/main.txt");
        inWorktree().write("README.md", "changed in secret\n");
        inWorktree().write("src/main.txt", "changed in secret too\n");

        assertComesBack();
    }

    @Test
    void bringsBackAMergeWithConflicts() throws Exception {
        git.run("checkout", "--quiet", "-b", "other");
        git.write("src/main.txt", "theirs\n");
        git.write("theirs.txt", "new\n");
        git.commitAll("theirs");
        git.run("checkout", "--quiet", "main");
        create();
        inWorktree().write("src/main.txt", "ours\n");
        inWorktree().commitAll("ours");
        assertThat(inWorktree().tryRun("merge", "other").getExitValue()).isEqualTo(1);

        assertComesBack();

        inWorktree().write("src/main.txt", "resolved\n");
        inWorktree().commitAll("merged");
        assertThat(inWorktree().run("log", "-1", "--format=%P").split(" ")).hasSize(2);
    }

    @Test
    void bringsBackADetachedHeadWithItsCommit() throws Exception {
        create();
        inWorktree().run("checkout", "--quiet", "--detach");
        inWorktree().write("detached.txt", "on no branch\n");
        inWorktree().commitAll("detached");

        assertComesBack();
    }

    @Test
    void bringsBackABranchThatTheAgentHasCheckedOut() throws Exception {
        create();
        inWorktree().run("checkout", "--quiet", "-b", "agents-own");
        inWorktree().write("README.md", "elsewhere\n");

        assertComesBack();

        assertThat(git.run("branch", "--list", "kugetsu/app-1")).isNotEmpty();
    }

    @Test
    void bringsBackABranchWithoutACommit() throws Exception {
        create();
        inWorktree().run("checkout", "--quiet", "--orphan", "fresh");
        inWorktree().write("README.md", "a new start\n");

        assertComesBack();
    }

    @Test
    void keepsWhoSavedAndLeavesTheRestAlone() throws Exception {
        create();
        inWorktree().write("untracked.txt", "work\n");
        Removal removal = worktrees.remove(repository(), place, OWNER);

        Preserved preserved = removal.preserved().orElseThrow();
        assertThat(preserved.ref()).startsWith("refs/kugetsu/preserved/s-1/2");
        assertThat(git.run("log", "-1", "--format=%an <%ae> %cn <%ce>", preserved.ref()))
                .isEqualTo("kugetsu <kugetsu@localhost> kugetsu <kugetsu@localhost>");
        assertThat(git.run("show", preserved.ref() + ":untracked.txt")).isEqualTo("work");
        assertThat(git.run("rev-parse", preserved.ref() + "^1")).isEqualTo(git.run("rev-parse", "main"));
        assertThat(git.run("stash", "list")).isEmpty();
        assertThat(worktrees.listPreserved(repository(), Optional.of(OWNER))).containsExactly(preserved);
        assertThat(worktrees.listPreserved(repository(), Optional.of("other"))).isEmpty();

        worktrees.deletePreserved(repository(), preserved);
        worktrees.deletePreserved(repository(), preserved);

        assertThat(worktrees.listPreserved(repository(), Optional.empty())).isEmpty();
    }

    @Test
    void survivesACollectionOfGarbage() throws Exception {
        create();
        inWorktree().write("src/main.txt", "staged\n".repeat(100));
        inWorktree().run("add", "--all");
        inWorktree().write("src/main.txt", "unstaged\n".repeat(100));
        WorktreeState before = WorktreeState.of(inWorktree());
        Preserved preserved =
                worktrees.remove(repository(), place, OWNER).preserved().orElseThrow();

        git.run("reflog", "expire", "--expire=now", "--all");
        git.run("gc", "--quiet", "--prune=now");

        restore(Optional.of(preserved));
        assertThat(WorktreeState.of(inWorktree())).isEqualTo(before);
    }

    @Test
    void restoresABranchAsItIsWhenNothingWasSaved() throws Exception {
        create();
        inWorktree().write("new.txt", "new\n");
        inWorktree().commitAll("work");
        WorktreeState before = WorktreeState.of(inWorktree());
        assertThat(worktrees.remove(repository(), place, OWNER).preserved()).isEmpty();

        restore(Optional.empty());

        assertThat(WorktreeState.of(inWorktree())).isEqualTo(before);
    }

    @Test
    void keepsLargeAndBinaryFiles() throws Exception {
        create();
        byte[] bytes = new byte[3_000_000];
        new Random(42).nextBytes(bytes);
        Files.write(place.resolve("binary"), bytes);
        Files.write(place.resolve("empty"), new byte[0]);
        Files.write(place.resolve("latin"), "\u00fc\n".getBytes(StandardCharsets.ISO_8859_1));

        assertComesBack();
    }

    private void assertComesBack() throws Exception {
        Path index = Path.of(inWorktree().run("rev-parse", "--absolute-git-dir"), "index");
        WorktreeState before = WorktreeState.of(inWorktree());
        byte[] indexBefore = Files.readAllBytes(index);

        Removal removal = worktrees.remove(repository(), place, OWNER);

        assertThat(removal.preserved()).isPresent();
        assertNothingIsLeft();
        restore(removal.preserved());
        assertThat(Files.readAllBytes(indexOfWorktree())).isEqualTo(indexBefore);
        assertThat(WorktreeState.of(inWorktree())).isEqualTo(before);
        assertThat(git.run("fsck", "--strict")).doesNotContain("error", "missing");
        assertThat(git.run("worktree", "prune", "--dry-run", "--verbose", "--expire=now"))
                .isEmpty();
    }

    private Path indexOfWorktree() throws IOException {
        return Path.of(inWorktree().run("rev-parse", "--absolute-git-dir"), "index");
    }

    private Worktree restore(Optional<Preserved> preserved) throws Exception {
        String base = git.run("rev-parse", "main");
        return worktrees.restore(
                new RestoreRequest(repository(), place, new BranchName("kugetsu/app-1"), base, preserved, OWNER));
    }
}
