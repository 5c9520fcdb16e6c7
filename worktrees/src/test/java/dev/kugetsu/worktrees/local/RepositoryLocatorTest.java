package dev.kugetsu.worktrees.local;

import static dev.kugetsu.worktrees.local.WorktreesContractTest.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kugetsu.worktrees.Repository;
import dev.kugetsu.worktrees.WorktreeException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepositoryLocatorTest {

    @TempDir
    Path temporary;

    GitFixture git;
    Repository expected;

    @BeforeEach
    void makeRepository() throws Exception {
        temporary = temporary.toRealPath();
        git = GitFixture.init(temporary.resolve("repository"));
        git.write("src/file", "text\n");
        git.commitAll("first");
        git.run("remote", "add", "origin", "git@example.com:acme/app.git");
        Path directory = git.directory();
        expected = new Repository(directory, directory.resolve(".git"), Optional.of("git@example.com:acme/app.git"));
    }

    @Test
    void findsItFromItselfASubfolderAndALink() throws Exception {
        Path link = Files.createSymbolicLink(temporary.resolve("link"), git.directory());

        assertThat(RepositoryLocator.find(git.directory())).isEqualTo(expected);
        assertThat(RepositoryLocator.find(git.directory().resolve("src"))).isEqualTo(expected);
        assertThat(RepositoryLocator.find(link.resolve("src"))).isEqualTo(expected);
    }

    @Test
    void findsTheMainRepositoryOfALinkedWorktree() throws Exception {
        Path linked = temporary.resolve("linked");
        git.run("worktree", "add", "--quiet", linked.toString());

        assertThat(RepositoryLocator.find(linked.resolve("src"))).isEqualTo(expected);
    }

    @Test
    void findsARepositoryWithASeparateGitDirectory() throws Exception {
        Path separate = temporary.resolve("elsewhere.git");
        git.run("init", "--quiet", "--separate-git-dir", separate.toString());

        assertThat(RepositoryLocator.find(git.directory()))
                .isEqualTo(new Repository(git.directory(), separate, expected.originUrl()));

        Path linked = temporary.resolve("linked");
        git.run("worktree", "add", "--quiet", linked.toString());
        assertFails(Kind.UNSUPPORTED, "main worktree", () -> RepositoryLocator.find(linked));
    }

    @Test
    void refusesABareRepositoryAndItsWorktrees() {
        Path bare = temporary.resolve("bare.git");
        git.run("clone", "--quiet", "--bare", git.directory().toString(), bare.toString());
        Path linked = temporary.resolve("linked");
        git.in(bare).run("worktree", "add", "--quiet", linked.toString());

        assertFails(Kind.BARE, bare.toString(), () -> RepositoryLocator.find(bare));
        assertFails(Kind.BARE, bare.toString(), () -> RepositoryLocator.find(linked));
    }

    @Test
    void refusesWhatIsNoRepository() throws Exception {
        Path plain = Files.createDirectory(temporary.resolve("plain"));
        Path missing = temporary.resolve("missing");

        assertFails(Kind.NOT_A_REPOSITORY, plain.toString(), () -> RepositoryLocator.find(plain));
        assertFails(Kind.NOT_A_REPOSITORY, missing.toString(), () -> RepositoryLocator.find(missing));
        assertFails(
                Kind.NOT_A_REPOSITORY,
                "git's own folder",
                () -> RepositoryLocator.find(git.directory().resolve(".git/refs")));
    }

    @Test
    void refusesAPointerToNowhere() throws Exception {
        Path broken = Files.createDirectory(temporary.resolve("broken"));
        Files.writeString(broken.resolve(".git"), "gitdir: /no/such/folder\n");

        assertFails(Kind.NOT_A_REPOSITORY, "/no/such/folder", () -> RepositoryLocator.find(broken));
    }

    @Test
    void readsWhatTheConfigurationIncludes() throws Exception {
        git.run("config", "--unset", "remote.origin.url");
        git.run("config", "include.path", "shared/remotes");
        git.run("config", "--add", "include.path", "../no/such/file");
        assertThat(RepositoryLocator.find(git.directory()).originUrl()).isEmpty();

        git.write(".git/shared/remotes", "[remote \"origin\"]\n\turl = git@example.com:acme/included.git\n");

        assertThat(git.run("config", "remote.origin.url").strip()).isEqualTo("git@example.com:acme/included.git");
        assertThat(RepositoryLocator.find(git.directory()).originUrl()).contains("git@example.com:acme/included.git");
    }

    @Test
    void readsAConfigurationWithAByteOrderMarkAsGitDoes() throws Exception {
        Path config = git.directory().resolve(".git/config");
        Files.writeString(config, "\uFEFF" + Files.readString(config));

        assertThat(git.run("config", "remote.origin.url").strip())
                .isEqualTo(expected.originUrl().orElseThrow());
        assertThat(RepositoryLocator.find(git.directory())).isEqualTo(expected);
    }

    @Test
    void saysWhichConfigurationCannotBeRead() throws Exception {
        Path config = git.directory().resolve(".git/config");
        Files.writeString(config, "[remote");

        assertThatThrownBy(() -> RepositoryLocator.find(git.directory()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(config.toString());
    }

    @Test
    void findsARepositoryWithoutACommit() throws Exception {
        GitFixture empty = GitFixture.init(temporary.resolve("empty"));

        assertThat(RepositoryLocator.find(empty.directory()).directory()).isEqualTo(empty.directory());
    }
}
