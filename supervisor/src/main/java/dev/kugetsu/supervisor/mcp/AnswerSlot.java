package dev.kugetsu.supervisor.mcp;

import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpStreamableServerTransport;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// Takes the one answer to a request.
final class AnswerSlot implements McpStreamableServerTransport {

    private final AtomicReference<@Nullable JSONRPCResponse> answer = new AtomicReference<>();

    @Override
    public Mono<Void> sendMessage(JSONRPCMessage message) {
        return Mono.fromRunnable(() -> {
            if (message instanceof JSONRPCResponse response) {
                answer.set(response);
            }
        });
    }

    @Override
    public Mono<Void> sendMessage(JSONRPCMessage message, String id) {
        return sendMessage(message);
    }

    HttpReply reply(JSONRPCRequest request) {
        JSONRPCResponse response = answer.get();
        return HttpReply.of(Messages.json(
                response == null
                        ? Messages.failed(request.id(), new IllegalStateException("there is no answer"))
                        : response));
    }

    @Override
    public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
        return Protocol.json().convertValue(data, type);
    }

    @Override
    public Mono<Void> closeGracefully() {
        return Mono.empty();
    }
}
