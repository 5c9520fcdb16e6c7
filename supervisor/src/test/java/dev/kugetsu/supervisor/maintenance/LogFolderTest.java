package dev.kugetsu.supervisor.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFolderTest {

    @TempDir
    Path folder;

    @Test
    void beginsALogAnewWhenItHasGrownTooLarge() throws IOException {
        Path log = Files.writeString(folder.resolve("daemon.log"), "x".repeat(101));
        Files.writeString(folder.resolve("kugetsu.log"), "x".repeat(100));

        new LogFolder(folder, 100).tidy();

        assertThat(log).isEmptyFile();
        assertThat(folder.resolve("daemon.log.1")).hasSize(101);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("daemon.log.1"))))
                .isEqualTo("rw-------");
        assertThat(folder.resolve("kugetsu.log")).hasSize(100);
        assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void letsAProcessGoOnAppendingThatHasTheFileOpen() throws IOException {
        Path log = folder.resolve("daemon.log");
        try (FileOutputStream inherited = new FileOutputStream(log.toFile(), true)) {
            inherited.write("x".repeat(200).getBytes(StandardCharsets.UTF_8));

            new LogFolder(folder, 100).tidy();
            inherited.write("after\n".getBytes(StandardCharsets.UTF_8));
        }

        assertThat(log).hasContent("after\n");
    }

    @Test
    void keepsTheNewestReports() throws IOException {
        for (int i = 0; i < 25; i++) {
            Path report = Files.createFile(folder.resolve("kugetsu-bug-" + i + ".txt"));
            Files.setLastModifiedTime(report, FileTime.fromMillis(1_000L * i));
        }

        new LogFolder(folder, 100).tidy();

        assertThat(folder).isDirectoryNotContaining("glob:**/kugetsu-bug-4.txt");
        assertThat(folder).isDirectoryContaining("glob:**/kugetsu-bug-5.txt");
        assertThat(folder.toFile().list()).hasSize(20);
    }
}
