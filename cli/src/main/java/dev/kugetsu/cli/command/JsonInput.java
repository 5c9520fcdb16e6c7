package dev.kugetsu.cli.command;

import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.KugetsuException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Stack;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/// What stands behind `--json`: a request as JSON, `-` for standard input, `@file` for a file, or nothing of
/// it.
final class JsonInput implements IParameterConsumer {

    private static final int LARGEST = 4 << 20;

    /// Takes the next word only if it is one of these; whatever else follows is an argument as ever.
    @Override
    public void consumeParameters(Stack<String> words, ArgSpec option, CommandSpec command) {
        String next = words.isEmpty() ? "" : words.peek().stripLeading();
        boolean isInput = next.equals("-") || next.startsWith("{") || next.startsWith("[") || next.startsWith("@");
        option.setValue(isInput ? words.pop().stripLeading() : "");
    }

    /// The request itself.
    ///
    /// @throws KugetsuException `INVALID_INPUT` when it cannot be had
    static byte[] read(String text, SharedContext context) {
        if (text.equals("-")) {
            return limited(context.console().in(), "standard input");
        }
        if (!text.startsWith("@")) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        Path file = context.directory().resolve(text.substring(1));
        if (Files.notExists(file) || Files.isDirectory(file)) {
            throw new KugetsuException(
                    Kind.INVALID_INPUT,
                    file + (Files.isDirectory(file) ? " is a folder" : " is not there"),
                    "name a file that holds the request");
        }
        try (InputStream input = Files.newInputStream(file)) {
            return limited(input, file.toString());
        } catch (IOException e) {
            throw new KugetsuException(Kind.INVALID_INPUT, file + " cannot be read", "check who may read it", e);
        }
    }

    private static byte[] limited(InputStream input, String name) {
        try {
            byte[] bytes = input.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new KugetsuException(
                        Kind.INVALID_INPUT, "the request on " + name + " has more than 4 MiB", "send less");
            }
            if (new String(bytes, StandardCharsets.UTF_8).isBlank()) {
                throw new KugetsuException(
                        Kind.INVALID_INPUT,
                        "there is no request on " + name,
                        "write {} for one that leaves everything open");
            }
            return bytes;
        } catch (IOException e) {
            throw new KugetsuException(Kind.FAILED, name + " cannot be read: " + e.getMessage(), "try again", e);
        }
    }
}
