package dev.kugetsu.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.pty4j.PtyProcess;
import com.pty4j.PtyProcessBuilder;
import com.pty4j.WinSize;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `kugetsu init` in a terminal, with a person who types.
class InteractiveInitIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String CTRL_C = "\u0003";

    @TempDir
    static Path libraries = Path.of("");

    @TempDir
    Path folder;

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private @Nullable PtyProcess terminal;

    /// Where pty4j and JNA unpack their native libraries, which they never remove.
    @BeforeAll
    static void keepNativeLibrariesTogether() {
        System.setProperty("pty4j.tmpdir", libraries.toString());
        System.setProperty("jna.tmpdir", libraries.toString());
    }

    @AfterEach
    void end() {
        if (terminal != null) {
            terminal.destroyForcibly();
        }
    }

    /// The size reaches the harness when it starts or, because pty4j sets it after the start, as a first change.
    @Test
    void handsTheWholeTerminalToTheHarnessAndTakesItBack() throws Exception {
        PtyProcess shell = open();
        awaitOnScreen(" 30 100");

        type(shell, CTRL_C);
        awaitOnScreen("interrupted");
        shell.setWinSize(new WinSize(120, 40));
        awaitOnScreen("resized to 40 120");
        type(shell, "end\r");

        assertThat(exitCode(shell)).isZero();
        assertThat(screen())
                .contains("this is talkative")
                .contains("got end")
                .contains("talkative has ended with 7")
                .contains("base session ses_01 of project app");
        assertModesAreAsBefore();
    }

    @Test
    void takesTheTerminalBackWhenItIsKilled() throws Exception {
        PtyProcess shell = open();
        awaitOnScreen(" 30 100");

        List<ProcessHandle> family =
                ProcessHandle.of(shell.pid()).orElseThrow().descendants().toList();
        family.stream()
                .filter(child -> child.info().command().orElse("").endsWith("/java"))
                .forEach(ProcessHandle::destroy);

        assertThat(exitCode(shell)).isEqualTo(143);
        assertModesAreAsBefore();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(family).noneMatch(ProcessHandle::isAlive));
    }

    private PtyProcess open() throws IOException {
        String script =
                "trap '' HUP; echo \"modes $(stty -g)\"; \"$@\"; code=$?; echo \"modes $(stty -g)\"; exit $code";
        List<String> options = List.of(
                "-Dkugetsu.tty=012",
                "-Dkugetsu.charset=UTF-8",
                "-Dpty4j.tmpdir=" + libraries,
                "-Djna.tmpdir=" + libraries);
        List<String> command = new ArrayList<>(List.of("sh", "-c", script, "sh"));
        command.addAll(ChildJvm.command(options, "init"));
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("TERM", "xterm");
        environment.put("KUGETSU_HOME", folder.resolve("home").toString());
        PtyProcess shell = new PtyProcessBuilder(command.toArray(String[]::new))
                .setEnvironment(environment)
                .setDirectory(folder.toString())
                .setInitialColumns(100)
                .setInitialRows(30)
                .start();
        terminal = shell;
        Thread.ofPlatform().daemon().name("screen").start(() -> watch(shell.getInputStream()));
        return shell;
    }

    private void watch(InputStream output) {
        byte[] buffer = new byte[4096];
        try {
            for (int count = output.read(buffer); count >= 0; count = output.read(buffer)) {
                shown.write(buffer, 0, count);
            }
        } catch (IOException closed) {
            shown.writeBytes(closed.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    private String screen() {
        return shown.toString(StandardCharsets.UTF_8);
    }

    private static void type(PtyProcess shell, String keys) throws IOException {
        shell.getOutputStream().write(keys.getBytes(StandardCharsets.UTF_8));
        shell.getOutputStream().flush();
    }

    private void awaitOnScreen(String text) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(screen()).contains(text));
    }

    private void assertModesAreAsBefore() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(screen().lines().filter(line -> line.contains("modes ")))
                        .hasSize(2));
        assertThat(screen().lines().filter(line -> line.contains("modes ")).distinct())
                .hasSize(1);
    }

    private static int exitCode(PtyProcess shell) throws InterruptedException {
        assertThat(shell.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return shell.exitValue();
    }
}
