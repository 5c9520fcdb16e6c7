package dev.kugetsu.supervisor.daemon;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// What has been added to a log since a moment.
///
/// @param offset the size of the file at that moment
record LogTail(Path log, long offset) {

    private static final int LARGEST_BYTES = 2_000;

    /// From now on.
    static LogTail from(Path log) {
        try {
            return new LogTail(log, Files.size(log));
        } catch (IOException e) {
            return new LogTail(log, 0);
        }
    }

    /// At most the last 2,000 bytes; empty when there is nothing new or the file cannot be read.
    String read() {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long begin = Math.max(offset, file.length() - LARGEST_BYTES);
            byte[] bytes = new byte[(int) Math.max(0, file.length() - begin)];
            file.seek(begin);
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return "";
        }
    }
}
