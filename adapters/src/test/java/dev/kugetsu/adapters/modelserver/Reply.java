package dev.kugetsu.adapters.modelserver;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;

/// What the scripted model answers to one request.
public sealed interface Reply {

    /// A final answer.
    record Text(String text) implements Reply {}

    /// A few words and then the wish to use a tool.
    ///
    /// @param arguments JSON, handed over as it is
    record ToolCall(String tool, String arguments) implements Reply {}

    /// An HTTP error with an OpenAI-like body.
    record Status(int code, String message) implements Reply {}

    /// No answer for as long as the server lives.
    record Hang() implements Reply {}

    /// Another reply, later.
    record Delayed(Duration delay, Reply reply) implements Reply {}

    static Reply text(String text) {
        return new Text(text);
    }

    static Reply tool(String tool, Map<String, String> arguments) {
        ObjectNode json = new ObjectMapper().createObjectNode();
        arguments.forEach(json::put);
        return new ToolCall(tool, json.toString());
    }

    /// The tool with which agents run shell commands.
    static Reply bash(String command) {
        return tool("bash", Map.of("command", command, "description", "run a command"));
    }

    static Reply write(String file, String content) {
        return tool("write", Map.of("filePath", file, "content", content));
    }

    static Reply status(int code, String message) {
        return new Status(code, message);
    }

    static Reply hang() {
        return new Hang();
    }

    static Reply delayed(Duration delay, Reply reply) {
        return new Delayed(delay, reply);
    }
}
