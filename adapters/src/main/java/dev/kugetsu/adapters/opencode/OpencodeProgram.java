package dev.kugetsu.adapters.opencode;

import dev.kugetsu.adapters.HarnessException;
import dev.kugetsu.adapters.HarnessException.Kind;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Finds the program that does the work, past what a package manager has put before it.
final class OpencodeProgram {

    /// The versions that the tests of this adapter run against.
    static final Set<String> TESTED_VERSIONS = Set.of("1.18.33");

    /// A script that starts something else is smaller than this, a program with a runtime in it is not.
    private static final long SMALLEST_PROGRAM = 1 << 20;

    private final OpencodeOptions options;

    OpencodeProgram(OpencodeOptions options) {
        this.options = options;
    }

    /// The absolute path of the program.
    ///
    /// @throws HarnessException `MISSING`
    Path locate() throws HarnessException {
        Optional<Path> program = options.program();
        if (program.isPresent()) {
            return resolve(program.get())
                    .orElseThrow(() -> missing("there is no program " + program.get()
                            + "; correct the configured path of opencode or remove it to search PATH"));
        }
        return searchPath()
                .orElseThrow(() -> missing("there is no opencode on PATH; install it by "
                        + "`npm install --global opencode-ai` or configure the path of the program"));
    }

    private Optional<Path> searchPath() {
        return Stream.of(options.variable("PATH").orElse("").split(File.pathSeparator))
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, "opencode"))
                .flatMap(candidate -> resolve(candidate).stream())
                .findFirst();
    }

    /// Follows links; the start script that some releases install needs Node and hides the real process from us.
    private static Optional<Path> resolve(Path candidate) {
        if (!Files.isRegularFile(candidate) || !Files.isExecutable(candidate)) {
            return Optional.empty();
        }
        try {
            Path real = candidate.toRealPath();
            return Optional.of(isStarter(real) ? besideStarter(real).orElse(real) : real);
        } catch (IOException e) {
            return Optional.of(candidate.toAbsolutePath());
        }
    }

    private static boolean isStarter(Path file) throws IOException {
        return Files.size(file) < SMALLEST_PROGRAM;
    }

    /// opencode 1.18: the npm package `opencode-ai` depends on one package per platform, which holds the
    /// program, and has a placeholder for it when its install script was not run.
    private static Optional<Path> besideStarter(Path starter) {
        Path modules = starter.resolve("../../..").normalize();
        return Optional.of(modules.resolve("opencode-" + platform()).resolve("bin/opencode"))
                .filter(Files::isExecutable);
    }

    private static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac") ? "darwin" : "linux";
        String machine = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "x64";
        return system + "-" + machine;
    }

    private static HarnessException missing(String message) {
        return new HarnessException(Kind.MISSING, message);
    }
}
