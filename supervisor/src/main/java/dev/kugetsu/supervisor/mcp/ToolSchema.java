package dev.kugetsu.supervisor.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kugetsu.supervisor.coordination.Verb;
import dev.kugetsu.supervisor.json.VerbSchema;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a tool takes, in the part of JSON Schema that all providers of models understand: whatever may be
/// missing is described as what it is when it is there.
final class ToolSchema {

    private ToolSchema() {}

    static Map<String, Object> of(Verb<?, ?> verb) {
        ObjectNode schema = VerbSchema.of(verb).request();
        schema.remove("$schema");
        schema.path("properties").forEach(property -> simplify((ObjectNode) property));
        return map(schema);
    }

    private static void simplify(ObjectNode property) {
        JsonNode either = property.path("anyOf");
        if (either.size() == 2 && either.path(1).path("type").asText().equals("null")) {
            property.remove("anyOf");
            property.setAll((ObjectNode) either.path(0));
        }
    }

    private static Map<String, Object> map(ObjectNode object) {
        Map<String, Object> map = new LinkedHashMap<>();
        object.properties().forEach(field -> map.put(field.getKey(), field.getValue()));
        return map;
    }
}
