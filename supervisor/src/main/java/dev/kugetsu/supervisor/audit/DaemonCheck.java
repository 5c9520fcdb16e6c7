package dev.kugetsu.supervisor.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kugetsu.adapters.Liveness;
import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.adapters.Processes;
import dev.kugetsu.supervisor.Audit.Difference.Kind;
import dev.kugetsu.supervisor.home.KugetsuHome;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds what a daemon that is gone has left: its handshake and its socket.
record DaemonCheck(KugetsuHome home, Processes processes) implements Check {

    @Override
    public List<Found> find() {
        List<Found> found = new ArrayList<>();
        findHandshake().ifPresent(found::add);
        findSocket().ifPresent(found::add);
        return found;
    }

    private Optional<Found> findHandshake() {
        Path file = home.daemonHandshake();
        try {
            String text = Files.readString(file);
            return named(text)
                    .filter(daemon -> processes.probe(daemon) == Liveness.DEAD)
                    .map(daemon -> Found.mendable(
                            Kind.DAEMON_GONE,
                            file.toString(),
                            Found.NOBODY,
                            "it names process " + daemon.pid() + ", which is gone",
                            "deletes it",
                            () -> removeIfStill(file, text)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(Found.undecided(
                    Kind.DAEMON_GONE,
                    file.toString(),
                    Found.NOBODY,
                    "it cannot be read: " + e.getMessage(),
                    "look at it; it is made anew with every start of the daemon"));
        }
    }

    private static Optional<ProcessIdentity> named(String text) throws IOException {
        JsonNode json = new ObjectMapper().readTree(text);
        return json.path("pid").isNumber()
                        && json.path("start_ticks").isNumber()
                        && json.path("boot_id").isTextual()
                ? Optional.of(new ProcessIdentity(
                        json.path("pid").asLong(),
                        json.path("start_ticks").asLong(),
                        json.path("boot_id").asText(),
                        Optional.ofNullable(json.path("namespace").textValue())))
                : Optional.empty();
    }

    /// Another daemon may have written its own meanwhile.
    private static void removeIfStill(Path file, String text) {
        try {
            if (Files.readString(file).equals(text)) {
                Folder.remove(file);
            }
        } catch (IOException e) {
            // It is gone, or another's: either way no longer what was found.
        }
    }

    private Optional<Found> findSocket() {
        Path socket = home.daemonSocket();
        return isForsaken(socket)
                ? Optional.of(Found.mendable(
                        Kind.DAEMON_GONE,
                        socket.toString(),
                        Found.NOBODY,
                        "no process listens at it",
                        "deletes it",
                        () -> removeIfForsaken(socket)))
                : Optional.empty();
    }

    private static void removeIfForsaken(Path socket) {
        if (isForsaken(socket)) {
            Folder.remove(socket);
        }
    }

    /// Only a refused connection proves that nobody listens.
    private static boolean isForsaken(Path socket) {
        if (!Files.exists(socket)) {
            return false;
        }
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            return !channel.isConnected();
        } catch (ConnectException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
