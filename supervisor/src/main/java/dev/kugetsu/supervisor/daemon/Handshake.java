package dev.kugetsu.supervisor.daemon;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kugetsu.adapters.ProcessIdentity;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/// What a ready daemon says of itself in a file, for those who look for it.
///
/// @param port on the loopback address, if it listens there
public record Handshake(DaemonIdentity identity, Path socket, OptionalInt port) {

    /// Reads what {@link #toJson} writes.
    ///
    /// @throws IllegalArgumentException when it is something else
    static Handshake parse(String json) {
        try {
            JsonNode node = Mapper.JSON.readTree(json);
            ProcessIdentity process = new ProcessIdentity(
                    node.path("pid").asLong(),
                    node.path("start_ticks").asLong(-1),
                    node.path("boot_id").asText(),
                    Optional.ofNullable(node.path("namespace").textValue()));
            return new Handshake(
                    new DaemonIdentity(
                            process,
                            node.path("instance").asText(),
                            node.path("version").asText(),
                            Instant.parse(node.path("started_at").asText())),
                    Path.of(node.path("socket").asText()),
                    node.path("port").isInt() ? OptionalInt.of(node.path("port").intValue()) : OptionalInt.empty());
        } catch (JsonProcessingException | DateTimeException e) {
            throw new IllegalArgumentException("not a handshake: " + json, e);
        }
    }

    String toJson() {
        ProcessIdentity process = identity.process();
        ObjectNode node = Mapper.JSON
                .createObjectNode()
                .put("pid", process.pid())
                .put("start_ticks", process.startTicks())
                .put("boot_id", process.bootId())
                .put("namespace", process.namespace().orElse(null))
                .put("instance", identity.instance())
                .put("socket", socket.toString());
        port.ifPresentOrElse(number -> node.put("port", number), () -> node.putNull("port"));
        return node.put("version", identity.version())
                        .put("started_at", identity.startedAt().toString())
                        .toPrettyString()
                + "\n";
    }

    /// Made when the first handshake is met: most commands meet none.
    private static final class Mapper {
        static final ObjectMapper JSON = new ObjectMapper();
    }
}
