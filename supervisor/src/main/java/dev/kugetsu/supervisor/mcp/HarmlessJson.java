package dev.kugetsu.supervisor.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.kugetsu.supervisor.coordination.UntrustedFrame;

/// Makes objects of answers harmless: there are programs that show their models nothing else.
final class HarmlessJson {

    private HarmlessJson() {}

    /// The same with nothing hidden in its strings, and without our own tag.
    static JsonNode of(JsonNode node) {
        return switch (node) {
            case TextNode text -> TextNode.valueOf(UntrustedFrame.block(text.textValue()));
            case ArrayNode list -> {
                ArrayNode harmless = JsonNodeFactory.instance.arrayNode(list.size());
                list.forEach(element -> harmless.add(of(element)));
                yield harmless;
            }
            case ObjectNode object -> {
                ObjectNode harmless = JsonNodeFactory.instance.objectNode();
                object.properties().forEach(field -> harmless.set(field.getKey(), of(field.getValue())));
                yield harmless;
            }
            default -> node;
        };
    }
}
