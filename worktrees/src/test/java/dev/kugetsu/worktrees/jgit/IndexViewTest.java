package dev.kugetsu.worktrees.jgit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.util.FS;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zeroturnaround.exec.ProcessExecutor;

class IndexViewTest {

    @TempDir
    Path directory;

    Path file;

    @BeforeEach
    void stageAFile() throws Exception {
        file = Files.writeString(directory.resolve("file"), "hello\n");
        git("init", "--quiet");
        git("add", "file");
        // Old enough not to be doubted for having been written in the same moment.
        Files.setLastModifiedTime(
                directory.resolve(".git/index"), FileTime.from(Instant.now().plus(Duration.ofHours(1))));
    }

    @Test
    void trustsTheStatDataOfAnUntouchedFile() throws Exception {
        assertThat(view().entries().getEntry("file").getLength()).isEqualTo(6);
    }

    @Test
    void doubtsAFileThatWasChangedUnderItsOldSizeAndTime() throws Exception {
        FileTime time = Files.getLastModifiedTime(file);
        Files.writeString(file, "HELLO\n");
        Files.setLastModifiedTime(file, time);

        assertThat(view().entries().getEntry("file").getLength()).isZero();
    }

    @Test
    void doubtsAFileThatTheIndexHides() throws Exception {
        git("update-index", "--assume-unchanged", "file");

        assertThat(view().entries().getEntry("file").isAssumeValid()).isFalse();
    }

    private IndexView view() throws Exception {
        return IndexView.of(DirCache.read(directory.resolve(".git/index").toFile(), FS.DETECTED), directory);
    }

    private void git(String... arguments) throws Exception {
        String[] command = new String[arguments.length + 1];
        command[0] = "git";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        new ProcessExecutor(command)
                .directory(directory.toFile())
                .exitValueNormal()
                .execute();
    }
}
