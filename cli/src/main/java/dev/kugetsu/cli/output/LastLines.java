package dev.kugetsu.cli.output;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// How a file of text ends.
public final class LastLines {

    private static final int MOST_LINES = 20;
    private static final int MOST_BYTES = 16 * 1024;

    private LastLines() {}

    /// Reads at most 20 lines that are not blank, without control characters; none when there is no such file.
    public static List<String> of(Path path) {
        if (Files.notExists(path)) {
            return List.of();
        }
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            byte[] end = new byte[(int) Math.min(file.length(), MOST_BYTES)];
            file.seek(file.length() - end.length);
            file.readFully(end);
            List<String> lines = new String(end, StandardCharsets.UTF_8)
                    .lines()
                    .map(TerminalText::oneLine)
                    .filter(line -> !line.isBlank())
                    .toList();
            return lines.subList(Math.max(0, lines.size() - MOST_LINES), lines.size());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
