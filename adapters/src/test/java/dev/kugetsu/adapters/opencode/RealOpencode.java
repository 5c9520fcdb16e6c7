package dev.kugetsu.adapters.opencode;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/// The real program, for the tests that drive it.
public final class RealOpencode {

    private static final String VARIABLE = "KUGETSU_TEST_OPENCODE";
    private static final String INSTALLED = ".cache/harness/opencode/program";

    private RealOpencode() {}

    /// The program that `KUGETSU_TEST_OPENCODE` names (a system property or a variable), or the one that
    /// `scripts/install-harness opencode` has put into this checkout. Without it the test is skipped; in CI it
    /// fails.
    public static Path require() {
        Optional<Path> program = named().or(RealOpencode::installed);
        if (program.isPresent()) {
            return program.get();
        }
        String message = "the real opencode is not installed, so the tests against it are skipped;"
                + " `scripts/install-harness opencode` installs it";
        return "true".equals(System.getenv("CI")) ? fail(message) : abort(message);
    }

    private static Optional<Path> named() {
        return Stream.of(
                        System.getProperty(VARIABLE, ""),
                        Optional.ofNullable(System.getenv(VARIABLE)).orElse(""))
                .filter(path -> !path.isBlank())
                .map(Path::of)
                .findFirst();
    }

    private static Optional<Path> installed() {
        return Stream.iterate(Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent)
                .map(folder -> folder.resolve(INSTALLED))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
