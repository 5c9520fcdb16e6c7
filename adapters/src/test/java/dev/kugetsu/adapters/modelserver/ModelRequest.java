package dev.kugetsu.adapters.modelserver;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// One chat completion that a harness has asked for.
///
/// @param body as it came
public record ModelRequest(JsonNode body) {

    /// What the user said last; its parts, if it has several, one after another.
    public String prompt() {
        List<JsonNode> messages = messages();
        return text(messages.get(lastUser(messages)));
    }

    /// How many times the model has answered since the user spoke; 0 for the first request of a turn.
    public int step() {
        List<JsonNode> messages = messages();
        return (int) messages.subList(lastUser(messages), messages.size()).stream()
                .filter(message -> role(message).equals("assistant"))
                .count();
    }

    /// The texts of one role in the whole history, oldest first.
    public List<String> texts(String role) {
        return messages().stream()
                .filter(message -> role(message).equals(role))
                .map(ModelRequest::text)
                .toList();
    }

    /// The tools that the model may use.
    public List<String> tools() {
        return body.path("tools")
                .valueStream()
                .map(tool -> tool.path("function").path("name").asText())
                .toList();
    }

    private List<JsonNode> messages() {
        List<JsonNode> messages = new ArrayList<>();
        body.path("messages").forEach(messages::add);
        return messages;
    }

    private static int lastUser(List<JsonNode> messages) {
        for (int i = messages.size() - 1; i >= 0; i--) {
            if (role(messages.get(i)).equals("user")) {
                return i;
            }
        }
        throw new IllegalStateException("a request without a user's message");
    }

    private static String role(JsonNode message) {
        return message.path("role").asText();
    }

    private static String text(JsonNode message) {
        JsonNode content = message.path("content");
        return content.isArray()
                ? StreamSupport.stream(content.spliterator(), false)
                        .map(part -> part.path("text").asText())
                        .collect(Collectors.joining())
                : content.asText();
    }
}
