package dev.kugetsu.supervisor.mcp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// Reads messages, one on each line. Not thread-safe.
final class MessageReader {

    private final InputStream input;
    private final int most;
    private final byte[] portion = new byte[1 << 16];
    private int begin;
    private int end;

    /// @param most how many bytes a message may have
    MessageReader(InputStream input, int most) {
        this.input = input;
        this.most = most;
    }

    /// What has been read.
    sealed interface Reading {

        /// A line without its end.
        record Message(String text) implements Reading {}

        /// A line that was left out.
        record TooLong() implements Reading {}

        /// There is no more.
        record End() implements Reading {}
    }

    /// The next line; blocks until all of it is there. A last line may lack its end.
    Reading next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        boolean isTooLong = false;
        while (begin < end || fill()) {
            int newline = indexOfNewline();
            int length = (newline < 0 ? end : newline) - begin;
            isTooLong = isTooLong || line.size() + length > most;
            if (!isTooLong) {
                line.write(portion, begin, length);
            }
            begin += length;
            if (newline >= 0) {
                begin++;
                return reading(line, isTooLong);
            }
        }
        return line.size() == 0 && !isTooLong ? new Reading.End() : reading(line, isTooLong);
    }

    private static Reading reading(ByteArrayOutputStream line, boolean isTooLong) {
        return isTooLong ? new Reading.TooLong() : new Reading.Message(line.toString(StandardCharsets.UTF_8));
    }

    private boolean fill() throws IOException {
        begin = 0;
        end = Math.max(0, input.read(portion));
        return end > 0;
    }

    private int indexOfNewline() {
        for (int i = begin; i < end; i++) {
            if (portion[i] == '\n') {
                return i;
            }
        }
        return -1;
    }
}
