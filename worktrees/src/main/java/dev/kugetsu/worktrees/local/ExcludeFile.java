package dev.kugetsu.worktrees.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A repository's `info/exclude` with lines of ours, each below a comment that tells whose it is. The file is
/// replaced at once or not at all, and all its other bytes stay.
///
/// What was at the end can be told from what we have made of it: a missing file is one line with its end, an
/// empty one a line without, and so is one whose last line had none.
///
/// @param folder where it lies; both may be missing, and the file may be a link
record ExcludeFile(Path folder) {

    private static final String MARK = "# made by kugetsu, which takes it out again:";

    private static final Set<PosixFilePermission> WRITE =
            Set.of(PosixFilePermission.OWNER_WRITE, PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    static ExcludeFile of(Path commonDirectory) {
        return new ExcludeFile(commonDirectory.resolve("info"));
    }

    private Path path() {
        return folder.resolve("exclude");
    }

    /// @param file relative to the root of a working tree
    boolean has(Path file) throws IOException {
        return read().flatMap(text -> find(text, pattern(file))).isPresent();
    }

    void add(Path file) throws IOException {
        Optional<String> text = read();
        String before = text.orElse("");
        String lines = MARK + "\n" + pattern(file);
        if (text.isEmpty() || before.endsWith("\n")) {
            write(before + lines + "\n");
        } else {
            write(before.isEmpty() ? lines : before + "\n" + lines);
        }
    }

    /// Does nothing if it is not there.
    void remove(Path file) throws IOException {
        String text = read().orElse("");
        Optional<Span> found = find(text, pattern(file));
        if (found.isEmpty()) {
            return;
        }
        Span span = found.get();
        int from = span.hasEnd() || span.start() == 0 ? span.start() : span.start() - span.newline();
        String left = text.substring(0, from) + text.substring(span.end());
        if (left.isEmpty() && span.hasEnd()) {
            Files.delete(writable());
        } else {
            write(left);
        }
    }

    /// Two lines of ours.
    ///
    /// @param end with the second line's end, if it has one
    /// @param newline how long a line end is: some editors make all of a file's alike
    private record Span(int start, int end, boolean hasEnd, int newline) {}

    private static Optional<Span> find(String text, String pattern) {
        for (String newline : List.of("\n", "\r\n")) {
            String lines = MARK + newline + pattern;
            for (int start = text.indexOf(lines); start >= 0; start = text.indexOf(lines, start + 1)) {
                int end = start + lines.length();
                boolean hasEnd = text.startsWith(newline, end);
                if ((hasEnd || end == text.length()) && (start == 0 || text.charAt(start - 1) == '\n')) {
                    return Optional.of(
                            new Span(start, hasEnd ? end + newline.length() : end, hasEnd, newline.length()));
                }
            }
        }
        return Optional.empty();
    }

    /// One that means this very file and no other, see gitignore(5).
    private static String pattern(Path file) {
        String escaped = file.toString().replaceAll("[*?\\[\\\\ ]", "\\\\$0");
        return "/" + new String(escaped.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /// Each byte as a letter of its own, whatever they mean.
    private Optional<String> read() throws IOException {
        return Files.exists(path())
                ? Optional.of(Files.readString(path(), StandardCharsets.ISO_8859_1))
                : Optional.empty();
    }

    private void write(String text) throws IOException {
        Files.createDirectories(folder);
        boolean isThere = Files.exists(path());
        Path real = isThere ? writable() : path();
        Path next = real.resolveSibling(real.getFileName() + ".kugetsu");
        try {
            Files.writeString(next, text, StandardCharsets.ISO_8859_1);
            if (isThere) {
                Files.setPosixFilePermissions(next, Files.getPosixFilePermissions(real));
            }
            Files.move(next, real, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(next);
        }
    }

    /// Where it really lies. Its folder would let a read-only one be replaced, but somebody wants it as it is.
    private Path writable() throws IOException {
        Path real = path().toRealPath();
        if (!Files.isWritable(real)
                || Files.getPosixFilePermissions(real).stream().noneMatch(WRITE::contains)) {
            throw new AccessDeniedException(real.toString());
        }
        return real;
    }
}
