package dev.kugetsu.supervisor.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceNoticeTest {

    /// Java can be neither end of such a socket.
    private static final String RECEIVER = """
            import socket, sys
            receiver = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            receiver.bind(sys.argv[1].replace("@", "\\0", 1))
            open(sys.argv[2], "w").close()
            print(receiver.recv(100).decode(), receiver.recv(100).decode())
            """;

    @TempDir
    Path folder;

    @Test
    void tellsSystemdOnASocketWithAName() throws Exception {
        assertThat(receivedOn(folder.resolve("notify").toString())).isEqualTo("READY=1 STOPPING=1\n");
    }

    @Test
    void tellsSystemdOnAnAbstractSocket() throws Exception {
        assertThat(receivedOn("@kugetsu-test-" + ProcessHandle.current().pid())).isEqualTo("READY=1 STOPPING=1\n");
    }

    @Test
    void tellsNobodyWhenNobodyAsks() {
        new ServiceNotice(Map.of()).ready();
        new ServiceNotice(Map.of("NOTIFY_SOCKET", folder.resolve("nobody").toString())).ready();
    }

    private String receivedOn(String socket) throws IOException, InterruptedException {
        Path python = Path.of("/usr/bin/python3");
        assumeThat(python).as("a receiver needs %s", python).isExecutable();
        Path bound = folder.resolve("bound");
        Process receiver = new ProcessBuilder(python.toString(), "-c", RECEIVER, socket, bound.toString()).start();
        try {
            await().until(() -> Files.exists(bound));
            ServiceNotice notice = new ServiceNotice(Map.of("NOTIFY_SOCKET", socket));
            notice.ready();
            notice.stopping();
            String received = new String(receiver.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(receiver.waitFor()).isZero();
            return received;
        } finally {
            receiver.destroyForcibly();
        }
    }
}
