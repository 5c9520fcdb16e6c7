package dev.kugetsu.adapters.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kugetsu.adapters.ProcessIdentity;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Real connections of real programs.
@EnabledOnOs(OS.LINUX)
@Timeout(30)
class ProcfsSocketsTest {

    private final SystemProcesses processes = SystemProcesses.detect();
    private ServerSocket server;

    @BeforeEach
    void open() throws Exception {
        server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws Exception {
        server.close();
    }

    @Test
    void findsTheProgramAtTheOtherEnd() throws Exception {
        Process one = connect("exec 3<>/dev/tcp/127.0.0.1/$0; read line <&3");
        Process other = connect("exec 3<>/dev/tcp/127.0.0.1/$0; read line <&3");
        try (Socket first = server.accept();
                Socket second = server.accept()) {
            assertThat(processes.findPeer(address(first), server.getLocalPort()))
                    .map(ProcessIdentity::pid)
                    .hasValueSatisfying(pid -> assertThat(pid).isIn(one.pid(), other.pid()));
            assertThat(processes.findPeer(address(second), server.getLocalPort()))
                    .isNotEmpty()
                    .isNotEqualTo(processes.findPeer(address(first), server.getLocalPort()));
        } finally {
            end(one, other);
        }
    }

    @Test
    void findsNobodyWhereSeveralShareTheConnection() throws Exception {
        Process parent = connect("exec 3<>/dev/tcp/127.0.0.1/$0; sleep 60 <&3 & read line <&3");
        try (Socket shared = server.accept()) {
            await().until(() -> parent.descendants().count() == 1);

            assertThat(processes.findPeer(address(shared), server.getLocalPort()))
                    .isEmpty();
        } finally {
            end(parent);
        }
    }

    /// Between `fork` and `exec` a child has all that its parent has.
    @Test
    void looksOnceMoreWhereAChildHasJustBegun(@TempDir Path root) throws Exception {
        Files.createDirectory(root.resolve("net"));
        Files.writeString(
                root.resolve("net/tcp"),
                "  sl  local_address rem_address   st\n   0: 0100007F:1000 "
                        + "0100007F:2000 01 00000000:00000000 00:00000000 00000000  1000        0 77 1\n");
        holdSocket(root, "10");
        Path child = holdSocket(root, "11");
        InetSocketAddress from = new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0x1000);

        assertThat(new ProcfsSockets(root, () -> {}).findOwner(from, 0x2000)).isEmpty();
        assertThat(new ProcfsSockets(root, () -> remove(child)).findOwner(from, 0x2000))
                .contains(10L);
    }

    private static Path holdSocket(Path root, String pid) throws Exception {
        Path descriptors = Files.createDirectories(root.resolve(pid).resolve("fd"));
        return Files.createSymbolicLink(descriptors.resolve("5"), Path.of("socket:[77]"));
    }

    private static void remove(Path file) {
        assertThat(file.toFile().delete()).isTrue();
    }

    @Test
    void findsNobodyInItself() throws Exception {
        try (Socket ours = new Socket(server.getInetAddress(), server.getLocalPort());
                Socket accepted = server.accept()) {
            assertThat(processes.findPeer(address(accepted), server.getLocalPort()))
                    .isEmpty();
            assertThat(ours.isConnected()).isTrue();
        }
    }

    private Process connect(String script) throws Exception {
        return new ProcessBuilder("bash", "-c", script, Integer.toString(server.getLocalPort())).start();
    }

    private static InetSocketAddress address(Socket socket) {
        return (InetSocketAddress) socket.getRemoteSocketAddress();
    }

    private static void end(Process... started) throws InterruptedException {
        for (Process process : started) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
    }
}
