package dev.kugetsu.supervisor.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BallastTest {

    @TempDir
    Path folder;

    @Test
    void isTakenOnceAndDroppedOnce() throws Exception {
        Path file = folder.resolve("ballast");
        Ballast ballast = new Ballast(file);

        ballast.take();
        Object first = Files.readAttributes(file, "unix:ino");
        ballast.take();

        assertThat(Files.readAttributes(file, "unix:ino")).isEqualTo(first);
        assertThat(file).hasSize(Ballast.BYTES);
        assertThat(ballast.drop()).isTrue();
        assertThat(ballast.drop()).isFalse();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void isNoReasonToFail() {
        Ballast ballast = new Ballast(folder.resolve("nowhere/ballast"));

        ballast.take();

        assertThat(ballast.drop()).isFalse();
    }
}
