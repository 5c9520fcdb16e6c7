package dev.kugetsu.adapters.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrowingFileTest {

    private static final int LIMIT = 1 << 20;

    @TempDir
    Path root;

    private Path path;
    private GrowingFile file;

    @BeforeEach
    void open() {
        path = root.resolve("stdout");
        file = new GrowingFile(path, LIMIT, 0);
    }

    @Test
    void aFileThatIsNotThereYetHasNoLines() throws IOException {
        assertThat(lines()).isEmpty();

        append("now\n");

        assertThat(lines()).containsExactly("now");
    }

    @Test
    void aLineCountsWhenItHasItsEnd() throws IOException {
        append("one\ntw");
        assertThat(lines()).containsExactly("one");

        append("o\n\nthr");
        assertThat(lines()).containsExactly("two", "");

        assertThat(file.rest()).contains(new GrowingFile.Line("thr", 3, 12));
        assertThat(file.rest()).isEmpty();
    }

    @Test
    void offsetsPointBehindTheLineEnd() throws IOException {
        append("é\r\nab\n");
        file.look();

        assertThat(file.next()).contains(new GrowingFile.Line("é", 3, 4));
        assertThat(file.next()).contains(new GrowingFile.Line("ab", 2, 7));
    }

    @Test
    void whatComesAfterALookWaitsForTheNext() throws IOException {
        append("one\n");
        file.look();
        append("two\n");

        assertThat(file.next()).map(GrowingFile.Line::text).contains("one");
        assertThat(file.next()).isEmpty();
        assertThat(lines()).containsExactly("two");
    }

    @Test
    void aCharacterThatIsCutByAPortionIsWhole() throws IOException {
        append("x".repeat((1 << 16) - 1) + "漢\nafter\n");

        assertThat(lines()).containsExactly("x".repeat((1 << 16) - 1) + "漢", "after");
    }

    @Test
    void bytesThatAreNoTextAreReplaced() throws IOException {
        Files.write(path, new byte[] {'a', (byte) 0xff, 'b', '\n'});

        assertThat(lines()).containsExactly("a\ufffdb");
    }

    @Test
    void goesOnWhereAnotherHasStopped() throws IOException {
        Files.writeString(path, "one\ntwo\nthr");
        GrowingFile before = new GrowingFile(path, 100, 0);
        before.look();
        while (before.next().isPresent()) {
            // up to the line that has no end yet
        }
        Files.writeString(path, "ee\n", StandardOpenOption.APPEND);

        GrowingFile after = new GrowingFile(path, 100, before.lineOffset());
        after.look();

        assertThat(before.lineOffset()).isEqualTo(8);
        assertThat(after.next()).contains(new GrowingFile.Line("three", 5, 14));
        assertThat(after.next()).isEmpty();
    }

    @Test
    void anOverlongLineIsCutAndCounted() throws IOException {
        append("x".repeat(LIMIT + 5) + "\nafter\n");
        file.look();

        GrowingFile.Line overlong = file.next().orElseThrow();
        assertThat(overlong.isWhole(LIMIT)).isFalse();
        assertThat(overlong.sizeBytes()).isEqualTo(LIMIT + 5);
        assertThat(overlong.text()).hasSize(LIMIT);
        assertThat(file.next()).map(GrowingFile.Line::text).contains("after");
    }

    private List<String> lines() throws IOException {
        List<String> lines = new ArrayList<>();
        file.look();
        for (Optional<GrowingFile.Line> line = file.next(); line.isPresent(); line = file.next()) {
            lines.add(line.get().text());
        }
        return lines;
    }

    private void append(String text) throws IOException {
        Files.write(path, text.getBytes(StandardCharsets.UTF_8), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
