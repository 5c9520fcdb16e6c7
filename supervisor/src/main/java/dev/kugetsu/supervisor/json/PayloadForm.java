package dev.kugetsu.supervisor.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kugetsu.adapters.HarnessSessionId;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Puts what triggers write, which copy columns as they stand, into the form that everything else of ours has.
final class PayloadForm {

    /// Fields that hold the name of a constant; others may hold anything, such as a name that a user has chosen.
    private static final Set<String> CONSTANTS =
            Set.of("state", "from", "kind", "role", "conductor", "failure_kind", "end_reason", "operation");

    private static final Set<String> INSTANTS =
            Set.of("ended_at", "not_before", "paused_at", "doubted_at", "parked_until", "archived_at");

    private PayloadForm() {}

    static JsonNode of(JsonNode payload) {
        ObjectNode formed = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> field : payload.properties()) {
            formed.set(field.getKey(), formed(field.getKey(), field.getValue()));
        }
        return formed;
    }

    private static JsonNode formed(String name, JsonNode value) {
        if (CONSTANTS.contains(name) && value.isTextual()) {
            return JsonNodeFactory.instance.textNode(value.asText().toLowerCase(Locale.ROOT));
        }
        if (INSTANTS.contains(name) && value.isIntegralNumber()) {
            // Zero stands for no instant, where a column always has a value.
            return value.asLong() == 0
                    ? JsonNodeFactory.instance.nullNode()
                    : Json.mapper().valueToTree(Instant.ofEpochMilli(value.asLong()));
        }
        boolean isStandIn = name.equals("harness_session_id")
                && value.isTextual()
                && !new HarnessSessionId(value.asText()).isGiven();
        return isStandIn ? JsonNodeFactory.instance.nullNode() : value;
    }
}
