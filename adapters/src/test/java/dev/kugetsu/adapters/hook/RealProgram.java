package dev.kugetsu.adapters.hook;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/// The real program of a harness, for the tests that drive it.
public final class RealProgram {

    private RealProgram() {}

    /// The one that `scripts/install-harness` has put into this checkout. Without it the test is skipped; in
    /// CI it fails.
    public static Path require(String harness) {
        Optional<Path> program = Stream.iterate(Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent)
                .map(folder -> folder.resolve(".cache/harness").resolve(harness).resolve("program"))
                .filter(Files::isExecutable)
                .findFirst();
        if (program.isPresent()) {
            return program.get();
        }
        String message = "the real " + harness + " is not installed, so the tests against it are skipped;"
                + " `scripts/install-harness " + harness + "` installs it";
        return "true".equals(System.getenv("CI")) ? fail(message) : abort(message);
    }
}
