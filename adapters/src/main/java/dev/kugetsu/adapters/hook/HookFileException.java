package dev.kugetsu.adapters.hook;

import java.nio.file.Path;

/// The settings of a harness cannot be changed; the message names the file, the reason and the next step.
public final class HookFileException extends Exception {

    private final Path file;

    HookFileException(Path file, String reason, String next) {
        super(file + " " + reason + "; " + next);
        this.file = file;
    }

    HookFileException(Path file, String reason, String next, Throwable cause) {
        super(file + " " + reason + "; " + next, cause);
        this.file = file;
    }

    public Path file() {
        return file;
    }
}
