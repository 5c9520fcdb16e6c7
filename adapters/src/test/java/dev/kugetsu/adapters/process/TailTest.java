package dev.kugetsu.adapters.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TailTest {

    @TempDir
    Path folder;

    @Test
    void aShortFileIsItsOwnTail() throws Exception {
        assertThat(tail("one\ntwo\n")).isEqualTo("one\ntwo");
        assertThat(tail("")).isEmpty();
        assertThat(Tail.of(folder.resolve("missing"))).isEmpty();
    }

    @Test
    void aLineIsThereWithItsBeginOrNotAtAll() throws Exception {
        String line = "x".repeat(999);

        assertThat(tail("y" + line + "\n" + line + "\n" + line + "\n")).isEqualTo(line + "\n" + line);
        assertThat(tail("lost\n" + line + "\nxy" + line + "\n")).isEqualTo("xy" + line);
    }

    @Test
    void ofALastLineThatIsTooLongItsBeginIsThere() throws Exception {
        assertThat(tail("before\nbegin " + "x".repeat(5_000))).hasSize(2_000).startsWith("begin x");
        assertThat(tail("begin " + "x".repeat(5_000))).hasSize(2_000).startsWith("begin x");
        assertThat(tail("begin " + "x".repeat(100_000))).isEmpty();
    }

    @Test
    void isFoundAtTheEndOfALongFile() throws Exception {
        assertThat(tail("é".repeat(100_000) + "\nlast")).isEqualTo("last");
    }

    private String tail(String content) throws Exception {
        return Tail.of(Files.writeString(folder.resolve("file"), content));
    }
}
