package dev.kugetsu.adapters.command;

import dev.kugetsu.adapters.Usage;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A file that holds a usage: input tokens, output tokens and cost in one line. Whoever reads it sees it whole.
///
/// @param path its folder is made when it is first needed
record UsageFile(Path path) {

    private static final Pattern FORM = Pattern.compile("(-?\\d{1,18}) (-?\\d{1,18}) (-?[\\d.E+-]+)");

    /// Empty when there is none, or one without its content, which a power cut may leave.
    Optional<Usage> find() throws IOException {
        try {
            Matcher matcher = FORM.matcher(Files.readString(path));
            return matcher.matches()
                    ? Optional.of(new Usage(
                            Long.parseLong(matcher.group(1)),
                            Long.parseLong(matcher.group(2)),
                            new BigDecimal(matcher.group(3))))
                    : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    void write(Usage usage) throws IOException {
        Files.createDirectories(path.getParent());
        Path draft = Files.createTempFile(path.getParent(), ".", ".draft");
        try {
            Files.writeString(draft, usage.inputTokens() + " " + usage.outputTokens() + " " + usage.costUsd());
            Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    void write(Optional<Usage> usage) throws IOException {
        if (usage.isPresent()) {
            write(usage.get());
        } else {
            remove();
        }
    }

    void remove() throws IOException {
        Files.deleteIfExists(path);
    }
}
