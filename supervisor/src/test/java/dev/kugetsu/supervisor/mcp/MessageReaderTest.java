package dev.kugetsu.supervisor.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.supervisor.mcp.MessageReader.Reading;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageReaderTest {

    @Test
    void readsLineByLine() throws Exception {
        assertThat(read("one\ntwo\n")).containsExactly("one", "two");
        assertThat(read("\n\nthree\r\n")).containsExactly("", "", "three\r");
        assertThat(read("")).isEmpty();
    }

    @Test
    void readsALastLineWithoutItsEnd() throws Exception {
        assertThat(read("one\ntwo")).containsExactly("one", "two");
    }

    @Test
    void leavesOutWhatIsTooLongAndGoesOn() throws Exception {
        String long10 = "x".repeat(10);
        String long11 = "x".repeat(11);
        String huge = "x".repeat(200_000);

        assertThat(read(long10 + "\n" + long11 + "\nnext\n" + huge + "\nlast"))
                .containsExactly(long10, "too long", "next", "too long", "last");
        assertThat(read(huge)).containsExactly("too long");
    }

    @Test
    void putsALineTogetherThatDripsIn() throws Exception {
        InputStream dripping = new ByteArrayInputStream("abc\ndef\n".getBytes(StandardCharsets.UTF_8)) {
            @Override
            public int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, 1));
            }
        };

        assertThat(read(dripping)).containsExactly("abc", "def");
    }

    private static List<String> read(String input) throws IOException {
        return read(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<String> read(InputStream input) throws IOException {
        MessageReader reader = new MessageReader(input, 10);
        List<String> lines = new ArrayList<>();
        while (true) {
            switch (reader.next()) {
                case Reading.Message(String text) -> lines.add(text);
                case Reading.TooLong() -> lines.add("too long");
                case Reading.End() -> {
                    return lines;
                }
            }
        }
    }
}
