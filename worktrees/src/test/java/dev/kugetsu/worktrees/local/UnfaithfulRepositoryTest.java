package dev.kugetsu.worktrees.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.worktrees.BranchName;
import dev.kugetsu.worktrees.Repository;
import dev.kugetsu.worktrees.Worktree;
import dev.kugetsu.worktrees.WorktreeException.Kind;
import dev.kugetsu.worktrees.Worktrees;
import dev.kugetsu.worktrees.Worktrees.CreateRequest;
import dev.kugetsu.worktrees.Worktrees.Preserved;
import dev.kugetsu.worktrees.Worktrees.RestoreRequest;
import dev.kugetsu.worktrees.jgit.Faithfulness;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zeroturnaround.exec.ProcessExecutor;

/// Repositories that JGit would serve otherwise than git: each is recognised, and a worktree of it lives a
/// whole life.
class UnfaithfulRepositoryTest {

    @TempDir
    Path temporary;

    GitFixture git;
    Path place;
    Worktrees worktrees;

    @BeforeEach
    void makeRepository() throws Exception {
        temporary = temporary.toRealPath();
        place = temporary.resolve("worktrees/s-1");
        worktrees = new LocalWorktrees(Clock.systemUTC());
        git = GitFixture.init(temporary.resolve("repository"));
        git.write("README.md", "hello\n");
        git.write("sub/file.txt", "file\n");
        git.commitAll("first");
    }

    @Test
    void servesASparseCheckout() throws Exception {
        git.run("sparse-checkout", "set", "sub");
        git.write("top/file", "outside\n");
        git.run("add", "--sparse", "top");
        git.run("commit", "--quiet", "-m", "outside");
        git.run("sparse-checkout", "reapply");

        assertLives("extensions.worktreeconfig");

        assertThat(place.resolve("sub/file.txt")).exists();
        assertThat(place.resolve("top")).doesNotExist();
    }

    @Test
    void servesAWorkingTreeEncoding() throws Exception {
        git.write(".gitattributes", "*.utf16 text working-tree-encoding=UTF-16LE\n");
        Files.write(git.directory().resolve("a.utf16"), "text\n".getBytes(StandardCharsets.UTF_16LE));
        git.commitAll("encoding");

        assertLives("working-tree-encoding");

        assertThat(place.resolve("a.utf16")).hasBinaryContent("text\n".getBytes(StandardCharsets.UTF_16LE));
    }

    @Test
    void servesIdent() throws Exception {
        git.write(".gitattributes", "*.id ident\n");
        git.write("a.id", "$Id$\n");
        git.commitAll("ident");

        assertLives("ident");

        assertThat(Files.readString(place.resolve("a.id"))).startsWith("$Id: ");
    }

    @Test
    void servesAFilter() throws Exception {
        git.run("config", "filter.rot.clean", "tr a-z n-za-m");
        git.run("config", "filter.rot.smudge", "tr a-z n-za-m");
        git.write(".gitattributes", "*.rot filter=rot\n");
        git.write("a.rot", "secret\n");
        git.commitAll("filter");
        assertThat(git.run("show", "HEAD:a.rot")).isEqualTo("frperg");

        assertLives("filter");

        assertThat(place.resolve("a.rot")).hasContent("secret\n");
    }

    @Test
    void leavesNothingWhenARequiredFilterFails() throws Exception {
        git.write("a.big", "pointer\n");
        git.write(".gitattributes", "*.big filter=missing\n");
        git.commitAll("pointer");
        git.run("config", "filter.missing.process", "no-such-filter-process");
        git.run("config", "filter.missing.required", "true");

        WorktreesContractTest.assertFails(Kind.FAILED, "a.big", this::create);

        assertThat(place.getParent()).doesNotExist();
        assertThat(git.run("branch", "--list", "kugetsu/*")).isEmpty();
    }

    @Test
    void servesASplitIndex() throws Exception {
        git.run("config", "core.splitIndex", "true");
        git.run("update-index", "--split-index");

        assertLives("splitIndex");
    }

    @Test
    void servesAWorktreeWhoseIndexTheAgentHasSplit() throws Exception {
        Worktree worktree = create();
        git.in(place).run("update-index", "--split-index");

        assertThat(new Faithfulness(repository())
                        .findReasonInWorktree(new Registry(repository())
                                .find(place)
                                .orElseThrow()
                                .worktree()))
                .isPresent();
        assertComesBack(worktree);
    }

    @Test
    void servesAWorktreeWhoseAttributesTheAgentHasNotAdded() throws Exception {
        Worktree worktree = create();
        git.in(place).write(".gitattributes", "*.utf16 text working-tree-encoding=UTF-16LE\n");
        Files.write(place.resolve("a.utf16"), "text\n".getBytes(StandardCharsets.UTF_16LE));

        assertComesBack(worktree);
    }

    @Test
    void servesASha256Repository() throws Exception {
        git = new GitFixture(Files.createDirectory(temporary.resolve("sha256")));
        git.run("init", "--quiet", "--initial-branch=main", "--object-format=sha256");
        git.run("config", "user.name", "A Person");
        git.run("config", "user.email", "person@example.com");
        git.write("README.md", "hello\n");
        git.commitAll("first");

        assertLives("objectformat");
    }

    @Test
    void servesAPartialClone() throws Exception {
        git.run("config", "uploadpack.allowFilter", "true");
        Path clone = temporary.resolve("clone");
        git.run(
                "clone",
                "--quiet",
                "--filter=blob:none",
                "--no-checkout",
                "file://" + git.directory(),
                clone.toString());
        git = git.in(clone);

        assertLives("partial clone");
    }

    @Test
    void servesASubmoduleButSavesNoWorkInIt() throws Exception {
        GitFixture inner = GitFixture.init(temporary.resolve("inner"));
        inner.write("inner.txt", "inner\n");
        inner.commitAll("inner");
        git.run(
                "-c",
                "protocol.file.allow=always",
                "submodule",
                "--quiet",
                "add",
                inner.directory().toString(),
                "module");
        git.commitAll("submodule");
        assertLives("submodule");
        git.in(place).run("-c", "protocol.file.allow=always", "submodule", "--quiet", "update", "--init");
        git.in(place).write("module/new.txt", "work in the submodule\n");

        WorktreesContractTest.assertFails(
                Kind.UNSAVEABLE, "module", () -> worktrees.remove(repository(), place, "s-1"));

        Files.delete(place.resolve("module/new.txt"));
        worktrees.remove(repository(), place, "s-1");
        assertThat(place).doesNotExist();
    }

    @Test
    void servesNamesThatAreNotUtf8() throws Exception {
        new ProcessExecutor("sh", "-c", "printf x > \"$(printf 'b\\344d')\"; git add --all")
                .directory(git.directory().toFile())
                .exitValueNormal()
                .execute();
        git.run("commit", "--quiet", "-m", "latin");

        Worktree worktree = create();

        assertReason(worktree, "not UTF-8");
        assertThat(git.in(place).status()).isEmpty();
        worktrees.remove(repository(), place, "s-1");
        assertThat(place).doesNotExist();
    }

    @Test
    void takesAnUnconfiguredFilterAndAMentionInACommentForNothing() throws Exception {
        git.write(".gitattributes", "# ident\n*.x filter=nobody-has-it text\n");
        String commit = git.commitAll("harmless");

        assertThat(new Faithfulness(repository()).findReasonInCommit(commit)).isEmpty();
    }

    private void assertLives(String reason) throws Exception {
        Worktree worktree = create();
        assertReason(worktree, reason);
        assertThat(git.in(place).status()).isEmpty();
        assertThat(git.run("fsck", "--strict")).doesNotContain("error");
        assertComesBack(worktree);
    }

    private void assertReason(Worktree worktree, String reason) throws Exception {
        assertThat(new Faithfulness(repository()).findReasonInCommit(worktree.baseCommit()))
                .hasValueSatisfying(text -> assertThat(text).containsIgnoringCase(reason));
    }

    private void assertComesBack(Worktree worktree) throws Exception {
        git.in(place).write("sub/staged.txt", "staged\n");
        git.in(place).run("add", "sub/staged.txt");
        git.in(place).write("sub/staged.txt", "and modified\n");
        git.in(place).write("sub/untracked.txt", "untracked\n");
        WorktreeState before = WorktreeState.of(git.in(place));

        Optional<Preserved> preserved =
                worktrees.remove(repository(), place, "s-1").preserved();
        assertThat(preserved).isPresent();
        worktrees.restore(
                new RestoreRequest(repository(), place, worktree.branch(), worktree.baseCommit(), preserved, "s-1"));

        assertThat(WorktreeState.of(git.in(place))).isEqualTo(before);
    }

    private Repository repository() throws Exception {
        return worktrees.find(git.directory());
    }

    private Worktree create() throws Exception {
        Repository repository = repository();
        return worktrees.create(new CreateRequest(
                repository,
                place,
                new BranchName("kugetsu/app-1"),
                worktrees.resolveBase(repository, Optional.empty()),
                "s-1"));
    }
}
