package dev.kugetsu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {

    @TempDir
    Path folder;

    @Test
    void isMadeByTheFirstRecord() {
        LogFile log = new LogFile(folder.resolve("logs/kugetsu.log"));

        assertThat(folder.resolve("logs")).doesNotExist();
        log.publish(new LogRecord(Level.INFO, "turn t-1 exited with 0"));
        log.publish(new LogRecord(Level.WARNING, "turn t-2 is lost"));

        assertThat(folder.resolve("logs/kugetsu.log"))
                .content()
                .contains("turn t-1 exited with 0")
                .contains("turn t-2 is lost");
    }

    @Test
    void isOpenToItsOwnerAlone() throws IOException {
        new LogFile(folder.resolve("logs/kugetsu.log")).publish(new LogRecord(Level.INFO, "turn t-1 exited with 0"));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("logs/kugetsu.log"))))
                .isEqualTo("rw-------");
    }

    @Test
    void saysOnceAndInOneLineThatItCannotBeWritten() throws IOException {
        Path inTheWay = Files.writeString(folder.resolve("logs"), "");
        LogFile log = new LogFile(inTheWay.resolve("kugetsu.log"));
        PrintStream before = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            log.publish(new LogRecord(Level.INFO, "turn t-1 exited with 0"));
            log.publish(new LogRecord(Level.INFO, "turn t-2 exited with 0"));
        } finally {
            System.setErr(before);
        }

        assertThat(said.toString(StandardCharsets.UTF_8).lines())
                .singleElement(InstanceOfAssertFactories.STRING)
                .startsWith("warning: cannot write " + inTheWay);
    }

    @Test
    void beginsAnewBeforeItGrowsWithoutBound() throws IOException {
        Path file = folder.resolve("kugetsu.log");
        try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
            large.setLength(9L * 1024 * 1024);
        }

        new LogFile(file).publish(new LogRecord(Level.INFO, "turn t-1 exited with 0"));

        assertThat(file).content().hasSizeLessThan(1000).contains("t-1");
        assertThat(folder.resolve("kugetsu.log.1")).hasSize(9L * 1024 * 1024);
    }
}
