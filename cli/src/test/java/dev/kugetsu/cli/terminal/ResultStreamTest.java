package dev.kugetsu.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ResultStreamTest {

    @Test
    void remembersThatTheDiskWasFull() {
        assertThat(writeTo("No space left on device").failure()).contains("No space left on device");
    }

    @Test
    void doesNotMindAReaderWhoHasHadEnough() {
        assertThat(writeTo("Broken pipe").failure()).isEmpty();
    }

    private static ResultStream writeTo(String failure) {
        ResultStream results = new ResultStream(new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                throw new IOException(failure);
            }
        });
        new PrintStream(results, true, StandardCharsets.UTF_8).println("result");
        return results;
    }
}
