package dev.kugetsu.adapters.hook;

/// What a harness has sent cannot be understood; the agent should be let go on.
public final class UnreadableHook extends Exception {

    public UnreadableHook(String message) {
        super(message);
    }

    public UnreadableHook(String message, Throwable cause) {
        super(message, cause);
    }
}
