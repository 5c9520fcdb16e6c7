package dev.kugetsu.adapters;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderRemovalTest {

    @TempDir
    Path temporary;

    /// Nothing keeps root from such folders, so as root this says less.
    @ParameterizedTest
    @ValueSource(strings = {"r-xr-xr-x", "---------", "rw-------"})
    void removesFoldersThatAreClosed(String mode) throws Exception {
        Path folder = Files.createDirectory(temporary.resolve("t-1"));
        Path closed = Files.createDirectories(folder.resolve("cache/closed"));
        Files.writeString(Files.createDirectory(closed.resolve("inner")).resolve("file"), "x");
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString(mode));

        FolderRemoval.remove(folder);

        assertThat(folder).doesNotExist();
    }

    @Test
    void followsNoLink() throws Exception {
        Path outside = Files.createDirectory(temporary.resolve("outside"));
        Files.writeString(outside.resolve("file"), "x");
        Path folder = Files.createDirectory(temporary.resolve("t-1"));
        Files.createSymbolicLink(folder.resolve("link"), outside);

        FolderRemoval.remove(folder);
        FolderRemoval.remove(Files.createSymbolicLink(temporary.resolve("t-2"), outside));

        assertThat(folder).doesNotExist();
        assertThat(outside.resolve("file")).exists();
    }

    @Test
    void findsNothingToDoWhereNothingIs() throws Exception {
        FolderRemoval.remove(temporary.resolve("t-1"));

        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void leavesWhatCannotBeRemoved() throws Exception {
        Path folder = Files.createDirectory(temporary.resolve("t-1"));
        Process maker = new ProcessBuilder("sh", "-c", Undeletable.command(folder.toString())).start();
        assertThat(maker.waitFor(1, TimeUnit.MINUTES)).isTrue();

        try {
            FolderRemoval.removeIfPossible(folder);

            assertThat(folder).isNotEmptyDirectory();
        } finally {
            Undeletable.remove(folder);
        }
    }
}
