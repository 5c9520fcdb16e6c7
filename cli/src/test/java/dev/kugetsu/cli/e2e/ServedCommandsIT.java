package dev.kugetsu.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kugetsu.cli.e2e.Stage.Result;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What agents ask for all the time is done by the daemon, and by the program itself wherever that cannot be.
/// Without a Java, the program can do nothing; so it is known who has done it.
class ServedCommandsIT {

    private static final Map<String, String> WITHOUT_JAVA = Map.of("KUGETSU_JAVA_HOME", "/nonexistent");

    private Stage stage;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        assumeTrue(System.getProperty("tests.launcher") != null, "the launcher that is built is what is tested");
        stage = Stage.withRepository(folder);
        stage.succeed("lock", "notes.txt", "--session", "ann-1");
    }

    @AfterEach
    void close() throws Exception {
        if (stage != null) {
            stage.run("daemon", "stop", "--timeout", "60s");
            stage.close();
        }
    }

    @Test
    void doesItInTheDaemon() {
        stage.succeed("daemon", "start", "--timeout", "60s");

        assertThat(withoutJava("version").exitCode()).isEqualTo(5);
        Result held = withoutJava("lock", "notes.txt", "--session", "ben-1", "--json");
        held.assertRefused(3, "conflict", "notes.txt is locked by ", "(ann-1)");
        assertThat(withoutJava("lock", "other.txt", "--session", "ben-1").err()).startsWith("locked other.txt until ");
        assertThat(stage.succeed("locks").out()).contains("notes.txt", "other.txt");
        assertThat(withoutJava("agent", "frobnicate").exitCode()).isEqualTo(2);
        assertThat(withoutJava("unlock", "other.txt", "--session", "ben-1").exitCode())
                .isZero();
    }

    @Test
    void saysTheSameAsTheProgram() {
        String alone =
                stage.succeed("locks").out() + stage.succeed("locks", "--help").out();

        stage.succeed("daemon", "start", "--timeout", "60s");

        assertThat(withoutJava("locks").out() + withoutJava("locks", "--help").out())
                .isEqualTo(alone);
    }

    @Test
    void keepsEveryLetter() {
        stage.succeed("daemon", "start", "--timeout", "60s");
        String text = "\"quoted\" \\n 'x' $(y) `z` %s \t tab ü 日本 🙂 \n second line";

        assertThat(withoutJava("message", "send", "--to", "ann-1", "--session", "ben-1", "--", text)
                        .exitCode())
                .isZero();

        JsonNode inbox =
                withoutJava("message", "inbox", "--session", "ann-1", "--json").json();
        assertThat(inbox.path(0).path("text").asText()).isEqualTo(text);
    }

    @Test
    void leavesToTheProgramWhatItCannotCarry() {
        stage.succeed("daemon", "start", "--timeout", "60s");

        Result typed = stage.spawnIn(
                        stage.repository,
                        Map.of(),
                        "from a file",
                        "message",
                        "send",
                        "--to",
                        "ann-1",
                        "--session",
                        "ben-1",
                        "-")
                .await();
        assertThat(typed.exitCode()).as(typed.toString()).isZero();
        assertThat(stage.run("lock", "a\u0007b", "--session", "ben-1").exitCode())
                .isEqualTo(2);
        stage.run("task", "create", "--session", "ben-1", "--json", "@nowhere.json")
                .assertRefused(2, "invalid_input", "nowhere.json is not there");
        assertThat(withoutJava("lock", "notes.txt", "--session", "ben-1", "--wait", "1s")
                        .exitCode())
                .isEqualTo(5);

        assertThat(stage.succeed("message", "inbox", "--session", "ann-1", "--json")
                        .json()
                        .path(0)
                        .path("text")
                        .asText())
                .isEqualTo("from a file");
    }

    /// Whoever has a token that is not valid is not taken for the user.
    @Test
    void refusesAnEmptyTokenAsTheProgramDoes() {
        Map<String, String> empty = Map.of("KUGETSU_TOKEN", "");
        Result alone =
                stage.spawnIn(stage.repository, empty, "", "lock", "a.txt").await();
        stage.succeed("daemon", "start", "--timeout", "60s");

        Result served =
                stage.spawnIn(stage.repository, empty, "", "lock", "a.txt").await();

        assertThat(served).isEqualTo(alone);
        assertThat(served.exitCode()).isNotZero();
    }

    @Test
    void doesWithoutADaemonOfAnotherVersionOrOneThatIsGone() throws Exception {
        stage.succeed("daemon", "start", "--timeout", "60s");
        Path handshake = stage.home.resolve("daemon.json");
        String own = Files.readString(handshake);
        Files.writeString(handshake, own.replaceFirst("\"version\" : \"", "\"version\" : \"9."));

        assertThat(withoutJava("locks").exitCode()).isEqualTo(5);
        stage.succeed("locks");

        Files.writeString(handshake, own);
        String pid =
                stage.succeed("daemon", "status", "--json").json().path("pid").asText();
        assertThat(new ProcessBuilder("kill", "-KILL", pid).start().waitFor()).isZero();
        stage.succeed("locks");
        stage.allow("daemon_gone");
    }

    /// Nobody does it a second time.
    @Test
    void saysThatItIsNotKnownWhetherItWasDone() throws Exception {
        try (Impostor daemon = new Impostor("")) {
            Result result = asked(daemon, "lock", "other.txt", "--session", "ben-1", "--json");

            result.assertRefused(5, "unavailable", "whether it has done this, or will, is not known");
        }
        assertThat(stage.succeed("locks").out()).doesNotContain("other.txt");
    }

    @Test
    void looksOnceMoreAfterADaemonThatHasBrokenOff() throws Exception {
        try (Impostor daemon = new Impostor("")) {
            Result result = asked(daemon, "locks", "--all");

            assertThat(result.exitCode()).as(result.toString()).isZero();
            assertThat(result.out()).contains("notes.txt");
        }
    }

    @Test
    void doesItAfterADaemonThatHasRefusedIt() throws Exception {
        try (Impostor daemon = new Impostor("HTTP/1.1 429 Too Many Requests\r\nContent-Length: 0\r\n\r\n")) {
            Result result = asked(daemon, "lock", "other.txt", "--session", "ben-1");

            assertThat(result.exitCode()).as(result.toString()).isZero();
        }
        assertThat(stage.succeed("locks").out()).contains("other.txt");
    }

    private Result asked(Impostor daemon, String... arguments) throws Exception {
        Path handshake = stage.home.resolve("daemon.json");
        Files.writeString(stage.home.resolve("daemon.token"), "secret\n");
        Files.writeString(handshake, daemon.handshake());
        Result result = stage.run(arguments);
        assertThat(daemon.request())
                .contains("POST /api/v1/commands ", "\"arguments\":[\"" + arguments[0] + "\",\"" + arguments[1] + "\"");
        Files.delete(handshake);
        return result;
    }

    private Result withoutJava(String... arguments) {
        return stage.spawnIn(stage.repository, WITHOUT_JAVA, "", arguments).await();
    }

    /// Passes for a daemon, hears one request and gives one answer.
    private static final class Impostor implements AutoCloseable {

        private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        private final ExecutorService thread = Executors.newSingleThreadExecutor();
        private final Future<String> request;

        Impostor(String answer) throws IOException {
            request = thread.submit(() -> {
                try (Socket client = server.accept()) {
                    String heard = hear(client.getInputStream());
                    client.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
                    return heard;
                }
            });
        }

        private static String hear(InputStream in) throws IOException {
            StringBuilder heard = new StringBuilder();
            byte[] piece = new byte[1 << 16];
            while (heard.indexOf("\"process\":") < 0) {
                int length = in.read(piece);
                if (length < 0) {
                    break;
                }
                heard.append(new String(piece, 0, length, StandardCharsets.UTF_8));
            }
            return heard.toString();
        }

        String request() throws Exception {
            return request.get(30, TimeUnit.SECONDS);
        }

        /// In the name of this very process.
        String handshake() throws IOException {
            String stat = Files.readString(Path.of("/proc/self/stat"));
            String ticks = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1))
                    .get(19);
            String boot =
                    Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
            String version = Files.readString(Path.of("target/kugetsu/version")).strip();
            return """
                    {"pid" : %d, "start_ticks" : %s, "boot_id" : "%s", "port" : %d, "version" : "%s"}
                    """.formatted(ProcessHandle.current().pid(), ticks, boot, server.getLocalPort(), version);
        }

        @Override
        public void close() throws IOException {
            server.close();
            thread.shutdownNow();
        }
    }
}
