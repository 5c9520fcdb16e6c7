package dev.kugetsu.cli.terminal;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Standard output, which remembers whether something could not be written: a result that was lost on a full
/// disk is not a success.
public final class ResultStream extends OutputStream {

    private final OutputStream target;
    private @Nullable IOException failure;

    public ResultStream(OutputStream target) {
        this.target = target;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] octets, int offset, int length) throws IOException {
        try {
            target.write(octets, offset, length);
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    /// Why something is missing. A reader that had enough, such as `head`, is no failure.
    public synchronized Optional<String> failure() {
        return Optional.ofNullable(failure)
                .map(lost -> String.valueOf(lost.getMessage()))
                .filter(message -> !message.contains("Broken pipe"));
    }
}
