package dev.kugetsu.supervisor.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.supervisor.home.KugetsuHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandshakeTest {

    private static final Handshake HANDSHAKE = new Handshake(
            new DaemonIdentity(
                    new ProcessIdentity(4711, 5, "boot-1"), "i-1", "0.1.0", Instant.parse("2026-11-25T10:00:00.120Z")),
            Path.of("/home/jo/.kugetsu/daemon.sock"),
            OptionalInt.of(3001));

    @TempDir
    Path folder;

    @Test
    void isReadAsItWasWritten() {
        assertThat(Handshake.parse(HANDSHAKE.toJson())).isEqualTo(HANDSHAKE);
        Handshake withoutPort = new Handshake(HANDSHAKE.identity(), HANDSHAKE.socket(), OptionalInt.empty());
        assertThat(Handshake.parse(withoutPort.toJson())).isEqualTo(withoutPort);
    }

    @Test
    void namesWhatOthersAskFor() {
        assertThat(HANDSHAKE.toJson())
                .contains("\"pid\" : 4711", "\"start_ticks\" : 5", "\"boot_id\" : \"boot-1\"", "\"instance\" : \"i-1\"")
                .contains(
                        "\"port\" : 3001", "\"version\" : \"0.1.0\"", "\"started_at\" : \"2026-11-25T10:00:00.120Z\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"pid\":4711", "[1]", "{\"pid\":-1,\"start_ticks\":1,\"boot_id\":\"b\"}"})
    void isNoneWhenItCannotBeUnderstood(String text) throws IOException {
        Files.writeString(folder.resolve("daemon.json"), text);

        assertThat(files().findHandshake()).isEmpty();
    }

    @Test
    void isForItsOwnerAlone() throws IOException {
        files().write(HANDSHAKE);

        Path file = folder.resolve("daemon.json");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(folder).isDirectoryNotContaining(other -> !other.equals(file));
    }

    @Test
    void isRemovedOnlyByTheOneItNames() {
        files().write(HANDSHAKE);

        files().removeHandshake("i-2");
        assertThat(files().findHandshake()).contains(HANDSHAKE);
        files().removeHandshake("i-1");

        assertThat(files().findHandshake()).isEmpty();
    }

    private DaemonFiles files() {
        return new DaemonFiles(new KugetsuHome(folder));
    }
}
