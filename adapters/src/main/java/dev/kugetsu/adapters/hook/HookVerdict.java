package dev.kugetsu.adapters.hook;

/// What is answered to a [HookCall].
public sealed interface HookVerdict {

    /// Nothing to say: the agent goes on as if nobody had been asked.
    record Silent() implements HookVerdict {}

    /// Words that the model gets to read.
    record Context(String text) implements HookVerdict {}

    /// What is about to happen does not; the model reads the reason.
    record Block(String reason) implements HookVerdict {}

    /// The agent does not stop but goes on, with the reason as its next prompt.
    record GoOn(String reason) implements HookVerdict {}
}
