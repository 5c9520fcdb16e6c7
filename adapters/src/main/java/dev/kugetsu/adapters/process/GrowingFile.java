package dev.kugetsu.adapters.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/// Reads the lines of a file that somebody else is still writing. Not thread-safe.
///
/// Opens the file for each portion only, so that nothing has to be closed and an interrupt of the thread cannot
/// close it. Bytes that are no UTF-8 are replaced.
final class GrowingFile {

    /// A line of the file.
    ///
    /// @param text the line without its end; of an overlong line the beginning
    /// @param sizeBytes the length of the whole line
    /// @param endOffset the byte after the line
    record Line(String text, long sizeBytes, long endOffset) {

        boolean isWhole(long limit) {
            return sizeBytes <= limit;
        }
    }

    private static final int PORTION = 1 << 16;

    private final Path path;
    private final int limit;
    private byte[] portion = {};
    private int from;
    private int to;
    private long readOffset;
    private long lineOffset;
    private long visible;
    private byte[] line = new byte[1 << 10];
    private int kept;
    private long lineBytes;

    /// @param limit the longest line, in bytes, that is kept whole
    /// @param start where the first line begins that is to be read
    GrowingFile(Path path, int limit, long start) {
        this.path = path;
        this.limit = limit;
        this.readOffset = start;
        this.lineOffset = start;
    }

    /// Looks how far the file has grown; what comes later is left for the next look.
    void look() throws IOException {
        try {
            visible = Files.size(path);
        } catch (NoSuchFileException notYet) {
            visible = 0;
        }
    }

    /// The next line that had its end at the last look.
    Optional<Line> next() throws IOException {
        do {
            for (int i = from; i < to; i++) {
                if (portion[i] == '\n') {
                    keep(i);
                    from = i + 1;
                    return Optional.of(take());
                }
            }
            keep(to);
            from = to;
        } while (fill());
        return Optional.empty();
    }

    /// What stands after the last line end, for a file that grows no more.
    Optional<Line> rest() {
        return lineBytes == 0 ? Optional.empty() : Optional.of(take());
    }

    /// How many bytes have been read so far.
    long readOffset() {
        return readOffset;
    }

    /// Where the next line begins.
    long lineOffset() {
        return lineOffset;
    }

    private boolean fill() throws IOException {
        if (visible <= readOffset) {
            return false;
        }
        int size = (int) Math.min(PORTION, visible - readOffset);
        if (portion.length < size) {
            portion = new byte[size]; // most turns say little at a time, and there are many
        }
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            file.seek(readOffset);
            from = 0;
            to = Math.max(0, file.read(portion, 0, size));
            readOffset += to;
            return to > 0;
        }
    }

    private void keep(int end) {
        int length = end - from;
        int room = (int) Math.min(length, Math.max(0, (long) limit - kept));
        if (kept + room > line.length) {
            line = Arrays.copyOf(line, (int) Math.min(limit, Math.max(2L * line.length, kept + room)));
        }
        System.arraycopy(portion, from, line, kept, room);
        kept += room;
        lineBytes += length;
    }

    private Line take() {
        int length = kept > 0 && line[kept - 1] == '\r' ? kept - 1 : kept;
        lineOffset = readOffset - (to - from);
        Line result = new Line(new String(line, 0, length, StandardCharsets.UTF_8), lineBytes, lineOffset);
        kept = 0;
        lineBytes = 0;
        if (line.length > PORTION) {
            line = new byte[1 << 10];
        }
        return result;
    }
}
