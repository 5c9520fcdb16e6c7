package dev.kugetsu.worktrees.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.worktrees.Worktree;
import dev.kugetsu.worktrees.Worktrees.Preserved;
import dev.kugetsu.worktrees.Worktrees.RestoreRequest;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IncludeContractTest extends WorktreesContractTest {

    IncludeContractTest(Way way) {
        super(way);
    }

    @BeforeEach
    void ignoreSomeFiles() {
        git.write(".gitignore", ".env*\nsecrets/\nbuild/\nnested/\nlinked\n.worktrees/\n");
        git.write(
                ".worktreeinclude",
                "# settings\n.env*\n!.env.example\nsecrets/\nREADME.md\nlinked\nnested/\n.worktrees/\n");
        git.commitAll("ignore");
    }

    @Test
    void copiesIgnoredFilesThatAreNamed() throws Exception {
        Path env = git.write(".env", "KEY=1\n");
        Files.setPosixFilePermissions(env, PosixFilePermissions.fromString("rw-------"));
        git.write(".env.example", "KEY=\n");
        git.write("deep/.env.local", "KEY=2\n");
        git.write("secrets/deep/key", "key\n");
        Files.setPosixFilePermissions(git.directory().resolve("secrets"), PosixFilePermissions.fromString("rwx------"));
        git.write("build/out", "not named\n");
        git.write("untracked.txt", "not ignored\n");

        create();

        assertThat(place.resolve(".env")).hasContent("KEY=1\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(place.resolve(".env"))))
                .isEqualTo("rw-------");
        assertThat(place.resolve("deep/.env.local")).hasContent("KEY=2\n");
        assertThat(place.resolve("secrets/deep/key")).hasContent("key\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(place.resolve("secrets"))))
                .isEqualTo("rwx------");
        assertThat(place.resolve(".env.example")).doesNotExist();
        assertThat(place.resolve("build")).doesNotExist();
        assertThat(place.resolve("untracked.txt")).doesNotExist();
        assertThat(inWorktree().status()).isEmpty();
    }

    @Test
    void copiesThemAgainIntoARestoredWorktree() throws Exception {
        git.write(".env", "KEY=1\n");
        Worktree worktree = create();
        Files.writeString(place.resolve("secrets-are-elsewhere.txt"), "work\n");
        Files.createDirectory(place.resolve("build"));
        Files.writeString(place.resolve("build/out"), "made by a setup command\n");
        Optional<Preserved> saved = worktrees.remove(repository(), place, OWNER).preserved();

        worktrees.restore(
                new RestoreRequest(repository(), place, worktree.branch(), worktree.baseCommit(), saved, OWNER));

        assertThat(place.resolve(".env")).hasContent("KEY=1\n");
        assertThat(place.resolve("secrets-are-elsewhere.txt")).hasContent("work\n");
        assertThat(place.resolve("build")).doesNotExist();
    }

    @Test
    void neverOverwritesSavedWork() throws Exception {
        git.write(".env", "KEY=1\n");
        Worktree worktree = create();
        inWorktree().run("add", "--force", ".env");
        Files.writeString(place.resolve(".env"), "KEY=mine\n");
        Optional<Preserved> saved = worktrees.remove(repository(), place, OWNER).preserved();

        worktrees.restore(
                new RestoreRequest(repository(), place, worktree.branch(), worktree.baseCommit(), saved, OWNER));

        assertThat(place.resolve(".env")).hasContent("KEY=mine\n");
    }

    @Test
    void copiesALinkAsALink() throws Exception {
        Files.createSymbolicLink(git.directory().resolve("linked"), Path.of("../no-such-file"));

        create();

        assertThat(Files.readSymbolicLink(place.resolve("linked"))).isEqualTo(Path.of("../no-such-file"));
    }

    @Test
    void neverWritesThroughALink() throws Exception {
        Path outside = Files.createDirectory(temporary.resolve("outside"));
        Files.createSymbolicLink(git.directory().resolve("config"), outside);
        String base = git.commitAll("a link");
        Files.delete(git.directory().resolve("config"));
        git.write("config/.env", "KEY=1\n");

        create();

        assertThat(inWorktree().run("rev-parse", "HEAD")).isEqualTo(base);
        assertThat(Files.isSymbolicLink(place.resolve("config"))).isTrue();
        assertThat(outside).isEmptyDirectory();
    }

    @Test
    void neverOverwritesAFileOfTheCommit() throws Exception {
        git.write(".env", "committed\n");
        git.run("add", "--force", ".env");
        git.run("commit", "--quiet", "-m", "env");
        git.run("rm", "--quiet", "--cached", ".env");
        git.write(".env", "mine\n");

        create();

        assertThat(place.resolve(".env")).hasContent("committed\n");
    }

    @Test
    void leavesOtherRepositoriesAndWorktreesOut() throws Exception {
        GitFixture.init(git.directory().resolve("nested")).write("file", "foreign\n");
        git.run("worktree", "add", "--quiet", ".worktrees/other");

        create();

        assertThat(place.resolve("nested")).doesNotExist();
        assertThat(Files.exists(place.resolve(".worktrees"), LinkOption.NOFOLLOW_LINKS))
                .isFalse();
    }
}
