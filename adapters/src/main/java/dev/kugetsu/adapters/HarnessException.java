package dev.kugetsu.adapters;

/// A harness could not do what was asked of it before or after a turn; how a turn itself ended is a
/// [TurnOutcome].
public final class HarnessException extends Exception {

    /// What went wrong, as far as the caller acts differently.
    public enum Kind {
        /// There is no such program on this machine.
        MISSING,
        /// The harness has no session of that id.
        SESSION_NOT_FOUND,
        /// The harness cannot do this at all.
        UNSUPPORTED,
        /// The program failed; the message holds the tail of what it said.
        FAILED
    }

    private final Kind kind;

    public HarnessException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public HarnessException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
