package dev.kugetsu.supervisor.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.KugetsuException.Kind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// A parsed configuration file that can say where its keys stand.
///
/// @param label names the file in messages
record TomlDocument(String label, ObjectNode root, TomlLines lines) {

    /// Far beyond every honest file, far below what would hurt.
    static final int LARGEST_BYTES = 256 * 1024;

    private static final TomlMapper TOML = new TomlMapper();

    static TomlDocument parse(String label, String text) {
        if (text.length() > LARGEST_BYTES || text.getBytes(StandardCharsets.UTF_8).length > LARGEST_BYTES) {
            throw tooLarge(label);
        }
        try {
            JsonNode root = TOML.readTree(text);
            return new TomlDocument(label, (ObjectNode) root, TomlLines.of(text));
        } catch (JsonProcessingException malformed) {
            throw notToml(label, malformed);
        }
    }

    static KugetsuException tooLarge(String label) {
        return new KugetsuException(
                Kind.INVALID_INPUT,
                label + " is larger than " + LARGEST_BYTES / 1024 + " KiB, so it is not read",
                "keep settings in it and nothing else");
    }

    Optional<JsonNode> find(List<String> path) {
        JsonNode node = root;
        for (String part : path) {
            node = node.path(part);
        }
        return node.isMissingNode() ? Optional.empty() : Optional.of(node);
    }

    /// The file, and the line of a key in it.
    String place(List<String> path) {
        return label + lines.find(path).map(line -> " line " + line).orElse("");
    }

    private static KugetsuException notToml(String label, JsonProcessingException malformed) {
        JsonLocation location = malformed.getLocation();
        String place = location == null
                ? label
                : label + " near line " + location.getLineNr() + ", column " + location.getColumnNr();
        return new KugetsuException(
                Kind.INVALID_INPUT,
                place + ": not valid TOML: " + Printable.escape(malformed.getOriginalMessage()),
                "write settings as `key = \"value\"`, one per line",
                malformed);
    }
}
