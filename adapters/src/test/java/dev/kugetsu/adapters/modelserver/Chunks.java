package dev.kugetsu.adapters.modelserver;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The pieces of a streamed chat completion, as OpenAI's interface has them.
final class Chunks {

    /// Every answer costs 100 tokens in and 10 out, so that tests can count.
    private static final int INPUT_TOKENS = 100;

    private static final int OUTPUT_TOKENS = 10;
    private static final ObjectMapper JSON = new ObjectMapper();

    private Chunks() {}

    static List<String> text(String text) {
        ObjectNode delta = JSON.createObjectNode().put("role", "assistant").put("content", text);
        return List.of(chunk(delta, null), last("stop"), "[DONE]");
    }

    static List<String> toolCall(String tool, String arguments) {
        ObjectNode words = JSON.createObjectNode().put("role", "assistant").put("content", "using " + tool);
        ObjectNode call = JSON.createObjectNode();
        call.putArray("tool_calls")
                .addObject()
                .put("index", 0)
                .put("id", "call_" + UUID.randomUUID())
                .put("type", "function")
                .putObject("function")
                .put("name", tool)
                .put("arguments", arguments);
        return List.of(chunk(words, null), chunk(call, null), last("tool_calls"), "[DONE]");
    }

    static String error(String message) {
        ObjectNode body = JSON.createObjectNode();
        body.putObject("error").put("message", message).put("type", "scripted");
        return body.toString();
    }

    private static String last(String reason) {
        return chunk(JSON.createObjectNode(), reason);
    }

    private static String chunk(ObjectNode delta, @Nullable String finishReason) {
        ObjectNode chunk = JSON.createObjectNode().put("object", "chat.completion.chunk");
        chunk.put("id", "scripted").put("created", 1).put("model", "scripted");
        chunk.putArray("choices")
                .addObject()
                .put("index", 0)
                .put("finish_reason", finishReason)
                .set("delta", delta);
        if (finishReason != null) {
            chunk.putObject("usage")
                    .put("prompt_tokens", INPUT_TOKENS)
                    .put("completion_tokens", OUTPUT_TOKENS)
                    .put("total_tokens", INPUT_TOKENS + OUTPUT_TOKENS);
        }
        return chunk.toString();
    }
}
