package dev.kugetsu.worktrees.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.worktrees.gitcli.GitPlumbing;
import dev.kugetsu.worktrees.plumbing.Plumbing;
import org.junit.jupiter.api.Test;

class GitCliWorktreesTest extends WorktreesContractTest {

    @Override
    void prepare(GitFixture git) {
        git.run("config", "core.repositoryFormatVersion", "1");
        git.run("config", "extensions.worktreeConfig", "true");
    }

    @Test
    void isServedByTheGitBinary() throws Exception {
        try (Plumbing plumbing = new PlumbingChoice().open(repository())) {
            assertThat(plumbing).isInstanceOf(GitPlumbing.class);
        }
    }
}
