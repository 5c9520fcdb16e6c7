package dev.kugetsu.adapters.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// The end of a text file.
final class Tail {

    private static final int CHARACTERS = 2_000;
    private static final int BYTES = 4 * CHARACTERS;

    private Tail() {}

    /// At most the last 2,000 characters; empty when the file cannot be read.
    static String of(Path path) {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            long length = file.length();
            byte[] bytes = new byte[(int) Math.min(length, BYTES)];
            file.seek(length - bytes.length);
            file.readFully(bytes);
            String text = new String(bytes, StandardCharsets.UTF_8).strip();
            return text.substring(Math.max(0, text.length() - CHARACTERS));
        } catch (IOException e) {
            return "";
        }
    }
}
