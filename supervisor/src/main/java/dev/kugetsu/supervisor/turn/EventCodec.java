package dev.kugetsu.supervisor.turn;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kugetsu.adapters.HarnessEvent;
import java.util.Locale;

/// Writes events as rows: a kind and a JSON object. Long texts are cut; the whole is in the turn's folder.
final class EventCodec {

    /// A row is for watching; nobody reads more of one event in a list.
    private static final int LONGEST_TEXT = 64 * 1024;

    private final ObjectMapper json = new ObjectMapper();

    String kind(HarnessEvent event) {
        return switch (event) {
            case HarnessEvent.SessionStarted started -> "session_started";
            case HarnessEvent.TextProduced text -> "text_produced";
            case HarnessEvent.ToolUsed tool -> "tool_used";
            case HarnessEvent.PermissionDenied denied -> "permission_denied";
            case HarnessEvent.RetryScheduled retry -> "retry_scheduled";
            case HarnessEvent.UsageReported usage -> "usage_reported";
            case HarnessEvent.ErrorReported error -> "error_reported";
            case HarnessEvent.MessageReceived received -> "message_received";
            case HarnessEvent.LineSkipped skipped -> "line_skipped";
        };
    }

    String payload(HarnessEvent event) {
        ObjectNode object = json.createObjectNode();
        switch (event) {
            case HarnessEvent.SessionStarted(var session) -> object.put("session", session.value());
            case HarnessEvent.TextProduced(var text) ->
                object.put("text", cut(text)).put("length", text.length());
            case HarnessEvent.ToolUsed(var tool, var title, var error) -> {
                object.put("tool", tool).put("title", cut(title));
                error.ifPresent(message -> object.put("error", cut(message)));
            }
            case HarnessEvent.PermissionDenied(var wanted) -> object.put("permission", wanted.toString());
            case HarnessEvent.RetryScheduled(var attempt, var reason) ->
                object.put("attempt", attempt).put("reason", cut(reason));
            case HarnessEvent.UsageReported(var usage) ->
                object.put("input_tokens", usage.inputTokens())
                        .put("output_tokens", usage.outputTokens())
                        .put("cost_usd", usage.costUsd());
            case HarnessEvent.ErrorReported(var failure) ->
                object.put("kind", failure.kind().name().toLowerCase(Locale.ROOT))
                        .put("message", cut(failure.message()));
            case HarnessEvent.MessageReceived(var messageId) -> object.put("message_id", messageId);
            case HarnessEvent.LineSkipped(var head, var size) ->
                object.put("head", head).put("size_bytes", size);
        }
        return object.toString();
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
    }
}
