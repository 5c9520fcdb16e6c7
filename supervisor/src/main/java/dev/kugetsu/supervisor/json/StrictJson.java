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
            throw invalid("the request is no JSON: " + e.getOriginalMessage(), "send {…}");
        } catch (IOException e) {
            throw invalid("the request cannot be read: " + e.getMessage(), "send {…} as UTF-8");
        }
    }

    private static KugetsuException invalid(String message, String next) {
        return new KugetsuException(KugetsuException.Kind.INVALID_INPUT, message, next);
    }
}
