package dev.kugetsu.supervisor.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/// What every error looks like.
record ErrorBody(Detail error) {

    /// @param kind a stable lower-case word
    /// @param next what can be done about it; may be empty
    /// @param details what a program needs to know of it, such as who holds what was wanted
    /// @param requestId names the request in the log of the daemon
    record Detail(String kind, String message, String next, Optional<JsonNode> details, String requestId) {}
}
