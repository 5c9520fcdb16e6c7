package dev.kugetsu.worktrees.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.worktrees.jgit.JGitPlumbing;
import dev.kugetsu.worktrees.plumbing.Plumbing;
import org.junit.jupiter.api.Test;

class JGitWorktreesTest extends WorktreesContractTest {

    @Override
    void prepare(GitFixture git) {}

    @Test
    void isServedByJGit() throws Exception {
        try (Plumbing plumbing = new PlumbingChoice().open(repository())) {
            assertThat(plumbing).isInstanceOf(JGitPlumbing.class);
        }
    }
}
