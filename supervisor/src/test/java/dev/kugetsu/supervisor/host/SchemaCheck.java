package dev.kugetsu.supervisor.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/// As much of JSON Schema as the document uses; an undescribed property is a fault too.
record SchemaCheck(JsonNode document) {

    void check(String place, JsonNode schema, JsonNode value) {
        assertThat(schema.isObject()).as("%s has a schema", place).isTrue();
        if (schema.has("$ref")) {
            check(place, document.at(schema.path("$ref").asText().substring(1)), value);
        } else if (schema.has("anyOf")) {
            if (!value.isNull()) {
                check(place, schema.path("anyOf").get(0), value);
            }
        } else {
            checkType(place, schema, value);
        }
    }

    private void checkType(String place, JsonNode schema, JsonNode value) {
        switch (schema.path("type").asText()) {
            case "object" -> checkObject(place, schema, value);
            case "array" -> {
                assertThat(value.isArray())
                        .as("%s is an array: %s", place, value)
                        .isTrue();
                value.forEach(element -> check(place + "[]", schema.path("items"), element));
            }
            case "string" -> checkText(place, schema, value);
            case "integer" ->
                assertThat(value.isIntegralNumber()).as("%s: %s", place, value).isTrue();
            case "number" ->
                assertThat(value.isNumber()).as("%s: %s", place, value).isTrue();
            case "boolean" ->
                assertThat(value.isBoolean()).as("%s: %s", place, value).isTrue();
            default -> throw new AssertionError(place + " has an unknown schema: " + schema);
        }
    }

    private void checkObject(String place, JsonNode schema, JsonNode value) {
        assertThat(value.isObject()).as("%s is an object: %s", place, value).isTrue();
        if (!schema.has("properties")) {
            return;
        }
        schema.path("required")
                .forEach(name -> assertThat(value.has(name.asText()))
                        .as("%s.%s is there", place, name)
                        .isTrue());
        value.properties()
                .forEach(field -> check(
                        place + "." + field.getKey(),
                        schema.path("properties").path(field.getKey()),
                        field.getValue()));
    }

    private static void checkText(String place, JsonNode schema, JsonNode value) {
        assertThat(value.isTextual()).as("%s is text: %s", place, value).isTrue();
        if (schema.has("enum")) {
            assertThat(schema.path("enum")).as(place).contains(value);
        }
        if (schema.path("format").asText().equals("date-time")) {
            assertThat(Instant.parse(value.asText())).as(place).isNotNull();
        }
    }
}
