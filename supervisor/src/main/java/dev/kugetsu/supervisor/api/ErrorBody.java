package dev.kugetsu.supervisor.api;

/// What every error looks like.
record ErrorBody(Detail error) {

    /// @param kind a stable lower-case word
    /// @param next what can be done about it; may be empty
    /// @param requestId names the request in the log of the daemon
    record Detail(String kind, String message, String next, String requestId) {}
}
