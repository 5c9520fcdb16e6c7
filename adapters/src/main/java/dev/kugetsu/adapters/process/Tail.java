package dev.kugetsu.adapters.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// The last lines of a text file, none of them without its begin: what a line is can often be told only there.
final class Tail {

    private static final int CHARACTERS = 2_000;
    private static final int BYTES = 64 << 10;

    private Tail() {}

    /// The last lines that have at most 2,000 characters together; of a last line that is longer, the first 2,000.
    /// Empty when the file cannot be read, or ends in a line of more than 64 KiB.
    static String of(Path path) {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            long length = file.length();
            byte[] bytes = new byte[(int) Math.min(length, BYTES)];
            file.seek(length - bytes.length);
            file.readFully(bytes);
            String text = new String(bytes, StandardCharsets.UTF_8);
            return lastLines((bytes.length < length ? withoutCutLine(text) : text).strip());
        } catch (IOException e) {
            return "";
        }
    }

    private static String withoutCutLine(String text) {
        int end = text.indexOf('\n');
        return end < 0 ? "" : text.substring(end + 1);
    }

    private static String lastLines(String text) {
        if (text.length() <= CHARACTERS) {
            return text;
        }
        int begin = text.indexOf('\n', text.length() - CHARACTERS - 1) + 1;
        if (begin > 0) {
            return text.substring(begin);
        }
        String last = text.substring(text.lastIndexOf('\n') + 1);
        return last.substring(0, CHARACTERS);
    }
}
