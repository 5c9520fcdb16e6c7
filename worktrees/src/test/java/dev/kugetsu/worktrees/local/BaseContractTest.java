package dev.kugetsu.worktrees.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.worktrees.BaseCommit;
import dev.kugetsu.worktrees.BaseCommit.Lag;
import dev.kugetsu.worktrees.WorktreeException;
import dev.kugetsu.worktrees.WorktreeException.Kind;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BaseContractTest extends WorktreesContractTest {

    BaseContractTest(Way way) {
        super(way);
    }

    @Test
    void takesHeadWithoutARemote() throws Exception {
        assertThat(resolve(Optional.empty()))
                .isEqualTo(new BaseCommit(git.run("rev-parse", "HEAD"), "main", Optional.empty()));
    }

    @Test
    void takesTheDefaultBranchOfTheRemote() throws Exception {
        cloneWithOneCommitBehindAndTwoAhead();

        BaseCommit base = resolve(Optional.empty());

        assertThat(base.commitId()).isEqualTo(git.run("rev-parse", "origin/main"));
        assertThat(base.name()).isEqualTo("origin/main");
        Lag lag = base.lag().orElseThrow();
        assertThat(lag.upstream()).isEqualTo("origin/main");
        assertThat(lag.behind()).isZero();
        assertThat(lag.ahead()).isZero();
        assertThat(lag.fetchedAt()).isPresent();
    }

    @Test
    void tellsHowANamedRevisionLags() throws Exception {
        cloneWithOneCommitBehindAndTwoAhead();

        Lag lag = resolve(Optional.of("main")).lag().orElseThrow();

        assertThat(lag.behind()).isEqualTo(1);
        assertThat(lag.ahead()).isEqualTo(2);
    }

    @Test
    void takesTheUsualBranchWhenTheRemoteNamesNone() throws Exception {
        cloneWithOneCommitBehindAndTwoAhead();
        git.run("remote", "set-head", "origin", "--delete");

        assertThat(resolve(Optional.empty()).name()).isEqualTo("origin/main");

        git.run("update-ref", "refs/remotes/origin/master", "HEAD");
        assertThat(resolve(Optional.empty()).name()).isEqualTo("main");
    }

    @Test
    void resolvesTagsAndAbbreviations() throws Exception {
        String commit = git.run("rev-parse", "HEAD");
        git.run("tag", "-m", "annotated", "v1");

        assertThat(resolve(Optional.of("v1")).commitId()).isEqualTo(commit);
        assertThat(resolve(Optional.of(commit.substring(0, 10))).commitId()).isEqualTo(commit);
    }

    @Test
    void refusesWhatNamesNoCommit() {
        for (String revision : new String[] {"no-such", "HEAD:README.md", "--all", "a b", "^{", "0".repeat(40)}) {
            assertFails(Kind.UNKNOWN_REVISION, "'" + revision + "'", () -> resolve(Optional.of(revision)));
        }
    }

    @Test
    void refusesARepositoryWithoutACommit() {
        git = GitFixture.init(temporary.resolve("empty"));
        way.prepare(git);

        assertFails(Kind.NO_COMMIT, "no commit yet", () -> resolve(Optional.empty()));
        assertFails(Kind.NO_COMMIT, "no commit yet", () -> resolve(Optional.of("main")));
    }

    @Test
    void readsAFileOfACommit() throws Exception {
        String first = git.run("rev-parse", "HEAD");
        git.write(".kugetsu.toml", "a = 1\n");
        String second = git.commitAll("settings");
        git.write("large", "x".repeat((1 << 20) + 1));
        String third = git.commitAll("large");

        assertThat(worktrees.readFile(repository(), second, ".kugetsu.toml")).contains("a = 1\n");
        assertThat(worktrees.readFile(repository(), first, ".kugetsu.toml")).isEmpty();
        assertThat(worktrees.readFile(repository(), first, "src")).isEmpty();
        assertFails(Kind.FAILED, "large", () -> worktrees.readFile(repository(), third, "large"));
    }

    private BaseCommit resolve(Optional<String> revision) throws WorktreeException {
        return worktrees.resolveBase(repository(), revision);
    }

    private void cloneWithOneCommitBehindAndTwoAhead() {
        GitFixture remote = git;
        Path clone = temporary.resolve("clone");
        git.run("clone", "--quiet", git.directory().toString(), clone.toString());
        git = git.in(clone);
        git.run("config", "user.name", "A Person");
        git.run("config", "user.email", "person@example.com");
        way.prepare(git);
        remote.write("remote.txt", "1\n");
        remote.commitAll("one behind");
        git.write("local.txt", "1\n");
        git.commitAll("one ahead");
        git.write("local.txt", "2\n");
        git.commitAll("two ahead");
        git.run("fetch", "--quiet");
    }
}
