package dev.kugetsu.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever is wrong with kugetsu, an agent that calls its hook goes on within two seconds, and it is written
/// down why. Something is locked throughout, so that the hook has to look.
class HookNeverInTheWayIT {

    /// The script gives up after 1.8 s by its own timer; the rest is the time in which a loaded machine starts
    /// and ends its processes.
    private static final Duration LIMIT = Duration.ofSeconds(4);

    private Stage stage;
    private Path hook;

    @BeforeEach
    void lockSomething(@TempDir Path folder) throws Exception {
        stage = Stage.withRepository(folder);
        hook = stage.writeHook();
        stage.succeed("lock", "notes.txt", "--session", "neighbour");
    }

    @AfterEach
    void close() throws Exception {
        stage.run("daemon", "stop", "--timeout", "60s");
        stage.close();
    }

    @Test
    void doesNotWaitForADaemonThatHangs() throws Exception {
        stage.succeed("daemon", "start", "--timeout", "60s");
        String pid =
                stage.succeed("daemon", "status", "--json").json().path("pid").asText();
        signal("STOP", pid);
        try {
            assertOpen(call("claude-code", edit("")));
            assertThat(log()).contains("claude-code PreToolUse: the daemon did not answer");
            assertOpen(call("claude-code", edit("x".repeat(10 << 20))));
            assertThat(log().lines()).hasSize(2);
        } finally {
            signal("CONT", pid);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void doesNotWaitForADatabaseThatSomebodyHasLocked(boolean isServed) throws Exception {
        if (isServed) {
            stage.succeed("daemon", "start", "--timeout", "60s");
        }
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + stage.home.resolve("kugetsu.db"));
                Statement statement = other.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 20000");
            statement.execute("BEGIN EXCLUSIVE");
            assertOpen(call("claude-code", "SessionStart", edit("")));
            statement.execute("ROLLBACK");
        }
        assertThat(log()).contains("claude-code SessionStart: ");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void doesNotMindGarbageNorTooMuchNorAnUnknownHarness(boolean isServed) throws Exception {
        if (isServed) {
            stage.succeed("daemon", "start", "--timeout", "60s");
        }
        assertOpen(call("claude-code", "garbage \u0007 {"));
        assertThat(log()).contains("claude-code PreToolUse: ");
        assertOpen(call("emacs", edit("")));
        assertThat(log()).contains("emacs PreToolUse: ");
        long lines = log().lines().count();
        assertOpen(call("claude-code", edit("x".repeat(10 << 20))));
        assertThat(log().lines().count()).isGreaterThan(lines);
    }

    /// The way of almost every edit, which is to open nothing.
    @Test
    void letsPassAtAGlanceWhatNobodyHasLocked() throws Exception {
        Files.move(stage.home.resolve("kugetsu.db"), stage.home.resolve("moved.db"));

        assertOpen(call("claude-code", edit("").replace("notes.txt", "free.txt")));

        assertThat(stage.home.resolve("kugetsu.db")).doesNotExist();
        assertThat(stage.home.resolve("logs/hooks.log")).doesNotExist();
    }

    @Test
    void doesNotWaitForAnInputThatNeverEnds() throws Exception {
        assertOpen(call(List.of(), "claude-code", "PreToolUse", edit(""), End.NEVER));

        assertThat(log()).contains("claude-code PreToolUse: there was no answer");

        stage.succeed("unlock", "notes.txt", "--session", "neighbour");
        assertOpen(call(List.of(), "claude-code", "PreToolUse", edit(""), End.NEVER));
    }

    /// For root, nothing is read-only but what is mounted so.
    @ParameterizedTest
    @EnumSource
    void saysOnStandardErrorWhatItCannotWriteIntoAReadOnlyHome(End end) throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root can mount");
        List<String> readOnly = List.of(
                "unshare",
                "--mount",
                "sh",
                "-c",
                "mount --bind \"$KUGETSU_HOME\" \"$KUGETSU_HOME\" && mount -o remount,bind,ro \"$KUGETSU_HOME\" && exec \"$@\"",
                "sh");

        Answer answer = call(readOnly, "claude-code", "SessionStart", edit(""), end);

        assertOpen(answer);
        assertThat(answer.err()).contains("kugetsu: ");
    }

    @Test
    void doesNotMindAHomeThatIsMissingOrNoFolder() throws Exception {
        Path elsewhere = stage.root.resolve("elsewhere");
        stage.environment.put("KUGETSU_HOME", elsewhere.toString());
        assertOpen(call("claude-code", edit("")));
        assertThat(elsewhere).doesNotExist();

        Files.writeString(elsewhere, "no folder");
        assertOpen(call("claude-code", edit("")));
        Answer answer = call("claude-code", "SessionStart", edit(""));
        assertOpen(answer);
        assertThat(answer.err()).contains("kugetsu: ");
        stage.environment.put("KUGETSU_HOME", stage.home.toString());
    }

    /// When the harness closes what the hook reads.
    enum End {
        AT_ONCE,
        NEVER
    }

    private record Answer(int exitCode, String out, String err, Duration took) {}

    private static void assertOpen(Answer answer) {
        assertThat(answer.exitCode()).as(answer.toString()).isZero();
        assertThat(answer.out()).isEmpty();
        assertThat(answer.took()).as(answer.toString()).isLessThan(LIMIT);
    }

    private Answer call(String harness, String input) throws Exception {
        return call(harness, "PreToolUse", input);
    }

    private Answer call(String harness, String event, String input) throws Exception {
        return call(List.of(), harness, event, input, End.AT_ONCE);
    }

    private Answer call(List<String> around, String harness, String event, String input, End end) throws Exception {
        List<String> command = new ArrayList<>(around);
        command.addAll(List.of(hook.toString(), "hook", harness, event));
        Path out = stage.root.resolve("hook-out");
        Path err = stage.root.resolve("hook-err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(stage.repository.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(stage.environment);
        long begin = System.nanoTime();
        Process process = builder.start();
        OutputStream stdin = process.getOutputStream();
        write(stdin, input, end);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> stage.processes().stream()
                        .noneMatch(left -> left.info().command().orElse("").endsWith("bash")));
        return new Answer(process.exitValue(), Files.readString(out), Files.readString(err), took);
    }

    private static void write(OutputStream stdin, String input, End end) {
        try {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
            stdin.flush();
            if (end == End.AT_ONCE) {
                stdin.close();
            }
        } catch (IOException e) {
            // A hook that has given up reads no more.
            assertThat(e).hasMessageContaining("pipe");
        }
    }

    private String edit(String content) {
        return """
                {"session_id":"c-1","cwd":"%s","hook_event_name":"PreToolUse","tool_name":"Write",\
                "tool_input":{"file_path":"notes.txt","content":"%s"}}""".formatted(stage.repository, content);
    }

    private String log() throws IOException {
        return Files.readString(stage.home.resolve("logs/hooks.log"));
    }

    private static void signal(String name, String pid) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, pid).start().waitFor())
                .isZero();
    }
}
