package dev.kugetsu.adapters.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AbandonedFilesTest {

    @TempDir
    Path folder;

    @Test
    void findsOnlyWhatIsNamedSoAndOlderThanAnyCallTakes() throws Exception {
        Path old = age(Files.createFile(folder.resolve("a.draft")));
        Files.createFile(folder.resolve("b.draft"));
        age(Files.createFile(folder.resolve("kept")));

        assertThat(AbandonedFiles.list(folder, "*.draft")).containsExactly(old);
    }

    @Test
    void findsNothingInAFolderThatWasNeverMade() throws Exception {
        assertThat(AbandonedFiles.list(folder.resolve("none"), "*")).isEmpty();
    }

    private static Path age(Path file) throws Exception {
        return Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
    }
}
