package dev.kugetsu.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/// What a maintainer needs to find a bug, in a file.
final class BugReport {

    private BugReport() {}

    /// Writes the report into the folder or, if that cannot be, into the folder for temporary files.
    ///
    /// @return where it is, or the stack's top when no file can be written at all
    static String write(Path folder, Throwable bug) {
        StringWriter trace = new StringWriter();
        bug.printStackTrace(new PrintWriter(trace));
        try {
            return writeInto(Files.createDirectories(folder), trace);
        } catch (IOException unusable) {
            try {
                return writeInto(Path.of(System.getProperty("java.io.tmpdir")), trace);
            } catch (IOException nowhere) {
                return trace.toString()
                        .lines()
                        .limit(4)
                        .map(String::strip)
                        .reduce("", (all, line) -> all + line + "; ");
            }
        }
    }

    private static String writeInto(Path folder, StringWriter trace) throws IOException {
        Path file = Files.createTempFile(folder, "kugetsu-bug-", ".txt");
        return Files.writeString(file, trace.toString()).toString();
    }
}
