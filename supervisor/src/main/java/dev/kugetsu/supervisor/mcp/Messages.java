package dev.kugetsu.supervisor.mcp;

import com.fasterxml.jackson.core.exc.StreamReadException;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse.JSONRPCError;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The messages of JSON-RPC.
final class Messages {

    /// JSON-RPC leaves these numbers to servers.
    static final int BUSY = -32_000;

    private static final String CANCELLED = "notifications/cancelled";

    private Messages() {}

    /// A message that cannot be read, and how that is answered.
    static final class Unreadable extends Exception {

        private final int code;

        Unreadable(int code, String message) {
            super(message);
            this.code = code;
        }

        /// Nobody knows what was asked, so that the answer names nothing.
        String answer() {
            return error(code, String.valueOf(getMessage()));
        }
    }

    static JSONRPCMessage parse(String text) throws Unreadable {
        try {
            return McpSchema.deserializeJsonRpcMessage(Protocol.json(), text);
        } catch (StreamReadException e) {
            throw new Unreadable(ErrorCodes.PARSE_ERROR, "this is no JSON");
        } catch (IOException | RuntimeException e) {
            throw new Unreadable(ErrorCodes.INVALID_REQUEST, "this is no message of JSON-RPC 2.0");
        }
    }

    static Unreadable unreadable(String message) {
        return new Unreadable(ErrorCodes.INVALID_REQUEST, message);
    }

    static boolean isInitialize(JSONRPCRequest request) {
        return request.method().equals(McpSchema.METHOD_INITIALIZE);
    }

    /// What the client calls itself.
    static Optional<String> client(JSONRPCRequest initialize) {
        return field(initialize.params(), "clientInfo")
                .flatMap(info -> field(info, "name"))
                .filter(String.class::isInstance)
                .map(String.class::cast);
    }

    static boolean isInitialized(JSONRPCNotification notification) {
        return notification.method().equals(McpSchema.METHOD_NOTIFICATION_INITIALIZED);
    }

    /// The request of which a notification says that nobody waits for it any more.
    static Optional<Object> cancelled(JSONRPCNotification notification) {
        return notification.method().equals(CANCELLED) ? field(notification.params(), "requestId") : Optional.empty();
    }

    private static Optional<Object> field(Object params, String name) {
        return params instanceof Map<?, ?> map ? Optional.ofNullable(map.get(name)) : Optional.empty();
    }

    static JSONRPCResponse busy(Object id) {
        return JSONRPCResponse.error(id, new JSONRPCError(BUSY, "too many requests at once; ask again later"));
    }

    static JSONRPCResponse failed(Object id, Throwable failure) {
        return JSONRPCResponse.error(id, new JSONRPCError(ErrorCodes.INTERNAL_ERROR, String.valueOf(failure)));
    }

    static String json(JSONRPCMessage message) {
        try {
            return Protocol.json().writeValueAsString(message);
        } catch (IOException e) {
            throw new IllegalStateException("cannot write " + message.getClass() + " as JSON", e);
        }
    }

    /// An error that belongs to no request; the SDK has none without an id.
    static String error(int code, String message) {
        Map<String, Object> answer = new HashMap<>();
        answer.put("jsonrpc", McpSchema.JSONRPC_VERSION);
        answer.put("id", null);
        answer.put("error", Map.of("code", code, "message", message));
        try {
            return Protocol.json().writeValueAsString(answer);
        } catch (IOException e) {
            throw new IllegalStateException("cannot write an error as JSON", e);
        }
    }
}
