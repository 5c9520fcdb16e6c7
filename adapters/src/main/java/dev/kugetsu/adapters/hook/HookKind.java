package dev.kugetsu.adapters.hook;

/// What has happened, or is about to, in words that hold for every harness.
public enum HookKind {
    /// A session has begun or was resumed.
    SESSION_STARTED,
    /// A prompt is on its way to the model; some harnesses tell this of prompts of their own too.
    PROMPT_SUBMITTED,
    /// A tool is about to run, and can still be kept from it.
    BEFORE_TOOL,
    /// A tool has run.
    AFTER_TOOL,
    /// The agent is about to end its turn, and can still be sent on.
    STOPPING,
    /// A session has ended, or has made room for another one.
    SESSION_ENDED,
    /// Anything else; there is no answer to it but [HookVerdict.Silent].
    OTHER
}
