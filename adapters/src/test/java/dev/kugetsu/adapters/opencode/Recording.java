package dev.kugetsu.adapters.opencode;

import dev.kugetsu.adapters.HarnessEvent;
import dev.kugetsu.adapters.TurnOutcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// A turn of the real program, as it was recorded, read by a fresh parser.
record Recording(OpencodeOutput output, List<HarnessEvent> stdout, List<HarnessEvent> stderr, String stderrTail) {

    static Recording of(String name) {
        OpencodeOutput output = new OpencodeOutput();
        String stderr = resource(name + ".stderr");
        List<HarnessEvent> fromStderr =
                stderr.lines().flatMap(line -> output.stderr(line).stream()).toList();
        List<HarnessEvent> fromStdout = resource(name + ".jsonl")
                .lines()
                .flatMap(line -> output.stdout(line).stream())
                .toList();
        return new Recording(output, fromStdout, fromStderr, tail(stderr));
    }

    /// The same, read by a parser for each line that takes over what the one before it remembers.
    static Recording handedOnAfterEachLine(String name) {
        OpencodeOutput output = new OpencodeOutput();
        String stderr = resource(name + ".stderr");
        List<HarnessEvent> fromStderr = new ArrayList<>();
        for (String line : stderr.lines().toList()) {
            output = successor(output);
            fromStderr.addAll(output.stderr(line));
        }
        List<HarnessEvent> fromStdout = new ArrayList<>();
        for (String line : resource(name + ".jsonl").lines().toList()) {
            output = successor(output);
            fromStdout.addAll(output.stdout(line));
        }
        return new Recording(successor(output), fromStdout, fromStderr, tail(stderr));
    }

    /// Whole lines only.
    private static String tail(String stderr) {
        return stderr.length() <= 2_000 ? stderr : stderr.substring(stderr.indexOf('\n', stderr.length() - 2_000) + 1);
    }

    private static OpencodeOutput successor(OpencodeOutput before) {
        OpencodeOutput after = new OpencodeOutput();
        after.resume(before.memory().orElseThrow());
        return after;
    }

    TurnOutcome judge(int exitCode) {
        return output.judge(Optional.of(exitCode), stderrTail);
    }

    TurnOutcome judge() {
        return output.judge(Optional.empty(), stderrTail);
    }

    private static String resource(String name) {
        try (InputStream in = Recording.class.getResourceAsStream("/opencode/1.18.33/" + name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
