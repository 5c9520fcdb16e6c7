package dev.kugetsu.adapters.opencode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Makes an exported session into another one with the same history.
///
/// opencode 1.18: an export is `{"info": session, "messages": [{"info": message, "parts": [part]}]}`; an import
/// takes the ids that it finds, binds the session to its own folder, and inserts what is not there yet.
final class SessionCopy {

    /// What people, models and tools have said: an id that is mentioned there is none of ours to change.
    private static final Set<String> SAID = Set.of("text", "state");

    private final String session;
    private final Map<String, String> ids = new HashMap<>();

    /// @param session the id of the copy
    SessionCopy(String session) {
        this.session = session;
    }

    /// Changes the exported session in place.
    void rewrite(ObjectNode exported, Path directory, String title, Instant now) {
        collectIds(exported);
        ObjectNode info = exported.withObjectProperty("info");
        replaceIds(info);
        info.put("directory", directory.toString());
        info.put("title", title);
        info.remove(Set.of("parentID", "share"));
        resetUsage(info);
        info.putObject("time").put("created", now.toEpochMilli()).put("updated", now.toEpochMilli());
        for (JsonNode message : exported.path("messages")) {
            replaceIds(message.path("info"));
            message.path("parts").forEach(this::rewritePart);
        }
    }

    private void collectIds(JsonNode exported) {
        ids.put(exported.path("info").path("id").asText(), session);
        for (JsonNode message : exported.path("messages")) {
            collect(message.path("info"));
            message.path("parts").forEach(this::collect);
        }
    }

    private void collect(JsonNode item) {
        String id = item.path("id").asText();
        ids.put(id, SessionIds.copy(session, id));
    }

    private static void resetUsage(ObjectNode info) {
        info.put("cost", 0);
        ObjectNode tokens = info.putObject("tokens");
        tokens.put("input", 0).put("output", 0).put("reasoning", 0);
        tokens.putObject("cache").put("read", 0).put("write", 0);
    }

    private void rewritePart(JsonNode part) {
        replaceIds(part);
        if (part.path("tool").asText().equals("task") && part.path("state") instanceof ObjectNode state) {
            detachSubagent(state);
        }
    }

    /// opencode 1.18: a subagent is a session of its own, which the model may go on with by the id in the tool's
    /// output.
    /// All forks would share the base's; an id that does not exist makes opencode start a new one.
    private void detachSubagent(ObjectNode state) {
        String subagent = state.path("metadata").path("sessionId").asText();
        if (!SessionIds.isValid(subagent)) {
            return;
        }
        String detached = SessionIds.copy(session, subagent);
        state.withObjectProperty("metadata").put("sessionId", detached).put("parentSessionId", session);
        state.put("output", state.path("output").asText().replace(subagent, detached));
        if (state.path("input") instanceof ObjectNode input && input.has("task_id")) {
            input.put("task_id", input.path("task_id").asText().replace(subagent, detached));
        }
    }

    private void replaceIds(JsonNode node) {
        if (node instanceof ObjectNode object) {
            for (String field : new HashSet<>(object.properties())
                    .stream().map(Map.Entry::getKey).toList()) {
                JsonNode value = object.path(field);
                if (value instanceof TextNode text && ids.containsKey(text.asText()) && !SAID.contains(field)) {
                    object.put(field, ids.get(text.asText()));
                } else if (value.isContainerNode() && !SAID.contains(field)) {
                    replaceIds(value);
                }
            }
        } else {
            node.forEach(this::replaceIds);
        }
    }
}
