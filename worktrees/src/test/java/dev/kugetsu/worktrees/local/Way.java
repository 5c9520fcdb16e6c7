package dev.kugetsu.worktrees.local;

import dev.kugetsu.worktrees.gitcli.GitPlumbing;
import dev.kugetsu.worktrees.jgit.JGitPlumbing;
import dev.kugetsu.worktrees.plumbing.Plumbing;

/// The two ways in which a repository can be served; a contract test runs once for each.
enum Way {
    JGIT {
        @Override
        void prepare(GitFixture git) {
            // JGit serves what nothing speaks against.
        }

        @Override
        Class<? extends Plumbing> plumbing() {
            return JGitPlumbing.class;
        }
    },
    GIT {
        @Override
        void prepare(GitFixture git) {
            git.run("config", "core.repositoryFormatVersion", "1");
            git.run("config", "extensions.worktreeConfig", "true");
        }

        @Override
        Class<? extends Plumbing> plumbing() {
            return GitPlumbing.class;
        }
    };

    /// Makes a repository one that is served in this way.
    abstract void prepare(GitFixture git);

    abstract Class<? extends Plumbing> plumbing();
}
