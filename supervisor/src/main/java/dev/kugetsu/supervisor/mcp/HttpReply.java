package dev.kugetsu.supervisor.mcp;

import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import java.util.Optional;

/// What a request over HTTP is answered with.
///
/// @param session the id that the client is to send from now on
/// @param json empty when there is nothing to say
public record HttpReply(int status, Optional<String> session, Optional<String> json) {

    static HttpReply of(String json) {
        return new HttpReply(200, Optional.empty(), Optional.of(json));
    }

    static HttpReply accepted() {
        return new HttpReply(202, Optional.empty(), Optional.empty());
    }

    static HttpReply refused(int status, String message) {
        return new HttpReply(
                status, Optional.empty(), Optional.of(Messages.error(ErrorCodes.INVALID_REQUEST, message)));
    }

    static HttpReply unreadable(Messages.Unreadable failure) {
        return new HttpReply(400, Optional.empty(), Optional.of(failure.answer()));
    }

    HttpReply opening(String id) {
        return new HttpReply(status, Optional.of(id), json);
    }
}
