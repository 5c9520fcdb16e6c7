package dev.kugetsu.worktrees.gitcli;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// What a git has printed, and how it ended.
final class GitOutput {

    private final int exitCode;
    private final byte[] bytes;
    private final String errors;

    GitOutput(int exitCode, byte[] bytes, String errors) {
        this.exitCode = exitCode;
        this.bytes = bytes;
        this.errors = errors;
    }

    boolean isSuccess() {
        return exitCode == 0;
    }

    int exitCode() {
        return exitCode;
    }

    byte[] bytes() {
        return bytes;
    }

    String text() {
        return new String(bytes, StandardCharsets.UTF_8).strip();
    }

    /// What `-z` separates.
    List<String> fields() {
        return Arrays.stream(new String(bytes, StandardCharsets.UTF_8).split("\0", -1))
                .filter(field -> !field.isEmpty())
                .toList();
    }

    String errors() {
        return errors.strip();
    }
}
