package dev.kugetsu.worktrees.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.kugetsu.worktrees.WorktreeException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zeroturnaround.exec.ProcessExecutor;

/// On a file system of its own that is too small; needs the right to mount one.
class FullDiskTest extends WorktreesContractTest {

    private Optional<Path> mounted = Optional.empty();

    FullDiskTest(Way way) {
        super(way);
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted.isPresent()) {
            run("umount", "--lazy", mounted.get().toString());
        }
    }

    @Test
    void leavesNothingOfACreationThatDoesNotFit() throws Exception {
        fill();
        mount(temporary.resolve("worktrees"), "512k");

        assertFails(Kind.DISK_FULL, "the disk is full", this::create);

        assertThat(temporary.resolve("worktrees")).isEmptyDirectory();
        assertThat(git.run("worktree", "list").lines()).hasSize(1);
        assertThat(git.run("branch", "--list", "kugetsu/*")).isEmpty();
    }

    @Test
    void keepsTheWorktreeWhoseWorkCannotBeSaved() throws Exception {
        Path small = temporary.resolve("small");
        mount(small, "2m");
        GitFixture original = git;
        git = git.in(small.resolve("repository"));
        original.run(
                "clone",
                "--quiet",
                "--no-hardlinks",
                original.directory().toString(),
                git.directory().toString());
        way.prepare(git);
        create();
        byte[] incompressible = new byte[3_000_000];
        new Random(7).nextBytes(incompressible);
        Files.write(place.resolve("large"), incompressible);

        assertFails(Kind.DISK_FULL, "the disk is full", () -> worktrees.remove(repository(), place, OWNER));

        assertThat(place.resolve("large")).hasBinaryContent(incompressible);
        assertThat(place.resolve("README.md")).exists();
    }

    private void fill() {
        for (int i = 0; i < 20; i++) {
            git.write("large-" + i, "0123456789abcdef".repeat(4_000));
        }
        git.commitAll("large files");
    }

    private void mount(Path folder, String size) throws Exception {
        Files.createDirectories(folder);
        if (run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", folder.toString()) != 0) {
            abort("SKIPPED: a full disk is not tested, because no tmpfs may be mounted here");
        }
        mounted = Optional.of(folder);
    }

    private static int run(String... command) throws IOException {
        try {
            return new ProcessExecutor(List.of(command)).execute().getExitValue();
        } catch (InterruptedException | TimeoutException e) {
            throw new IOException(e);
        }
    }
}
