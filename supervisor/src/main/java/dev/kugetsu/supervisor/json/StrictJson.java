package dev.kugetsu.supervisor.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.kugetsu.supervisor.KugetsuException;
import java.io.IOException;

/// Parses JSON that others have written: a name that stands there twice, or anything behind the end, is an error.
final class StrictJson {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private StrictJson() {}

    /// The object that is written there; nothing at all is an empty one.
    ///
    /// @throws KugetsuException `INVALID_INPUT` when it is no JSON object
    static JsonNode parse(byte[] input) {
        try {
            JsonNode node = input.length == 0 ? MAPPER.createObjectNode() : MAPPER.readTree(input);
            if (node == null || !node.isObject()) {
                throw invalid("the request is no JSON object", "send {…}");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw invalid("the request is no JSON: " + words(e), "send {…}");
        } catch (IOException e) {
            throw invalid("the request cannot be read: " + e.getMessage(), "send {…} as UTF-8");
        }
    }

    /// Without what the parser says of itself, and with the place, from which the reader finds it.
    private static String words(JsonProcessingException e) {
        String message = e.getOriginalMessage();
        int itself = message.indexOf(" (start marker at");
        return (itself < 0 ? message : message.substring(0, itself))
                + (e.getLocation() == null
                        ? ""
                        : " (line %d, column %d)"
                                .formatted(
                                        e.getLocation().getLineNr(),
                                        e.getLocation().getColumnNr()));
    }

    private static KugetsuException invalid(String message, String next) {
        return new KugetsuException(KugetsuException.Kind.INVALID_INPUT, message, next);
    }
}
