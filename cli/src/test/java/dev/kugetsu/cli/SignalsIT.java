package dev.kugetsu.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignalsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private @Nullable Process process;

    @AfterEach
    void end() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void stopsTheTurnGracefully(String signal) throws Exception {
        Process kugetsu = start(1);

        send(signal, kugetsu);

        assertThat(exitCode(kugetsu)).isEqualTo(130);
        assertThat(messages())
                .contains("press again to end it at once")
                .contains("stop t-9f3hw0ab GRACEFUL")
                .contains("stopped in 2m14s");
    }

    @Test
    void endsTheTurnAtOnceTheSecondTime() throws Exception {
        Process kugetsu = start(2);

        send("INT", kugetsu);
        awaitMessage("stop t-9f3hw0ab GRACEFUL");
        send("INT", kugetsu);

        assertThat(exitCode(kugetsu)).isEqualTo(130);
        assertThat(messages()).contains("stop t-9f3hw0ab IMMEDIATE");
    }

    @Test
    void justEndsBeforeThereIsATurn() throws Exception {
        Process kugetsu = start(0);

        send("INT", kugetsu);

        assertThat(exitCode(kugetsu)).isEqualTo(130);
        assertThat(messages()).doesNotContain("stop");
    }

    @Test
    void leavesTheTurnAloneWhenTheTerminalGoes() throws Exception {
        Process kugetsu = start(1);

        send("HUP", kugetsu);

        assertThat(exitCode(kugetsu)).isNotZero();
        assertThat(messages()).doesNotContain("stop");
    }

    private Process start(int stopsNeeded) throws IOException {
        List<String> command = ChildJvm.command(List.of(), "start", "#42", "fix it");
        // A shell that starts a build in the background has its children ignore SIGINT, and so would ours.
        ProcessBuilder builder = new ProcessBuilder("env", "--default-signal=INT,TERM,HUP");
        builder.command().addAll(command);
        builder.environment().put(ProcessMain.STOPS_NEEDED, Integer.toString(stopsNeeded));
        builder.environment().put("KUGETSU_HOME", folder.resolve("home").toString());
        builder.redirectOutput(folder.resolve("out").toFile());
        builder.redirectError(folder.resolve("err").toFile());
        process = builder.start();
        await().atMost(PATIENCE)
                .until(() -> Files.readString(folder.resolve("out")).contains("I work."));
        return process;
    }

    private static void send(String signal, Process process) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start();
        assertThat(kill.waitFor()).isZero();
    }

    private void awaitMessage(String message) {
        await().atMost(PATIENCE).until(() -> messages().contains(message));
    }

    private String messages() throws IOException {
        return Files.readString(folder.resolve("err"));
    }

    private static int exitCode(Process process) throws InterruptedException {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }
}
