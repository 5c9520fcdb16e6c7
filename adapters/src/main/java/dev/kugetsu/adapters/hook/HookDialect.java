package dev.kugetsu.adapters.hook;

import java.util.List;

/// How one harness speaks to its hooks. Immutable; nothing blocks and nothing is read but the arguments.
public interface HookDialect {

    /// The largest input that is read. Tools that write a file bring its whole text with them.
    int LIMIT_BYTES = 16 * 1024 * 1024;

    /// The harness's name, as it stands in `kugetsu hook <harness> <event>`.
    String harness();

    /// The environment variables that tell the shells of an agent which session it is, the newest name first;
    /// empty where the harness tells none.
    List<String> sessionVariables();

    /// Understands a call.
    ///
    /// @param event the harness's own name of the event; upper case, `-` and `_` do not matter. An event that
    ///     we do not know is [HookKind#OTHER]
    /// @param stdin what the harness has sent, at most [#LIMIT_BYTES]
    /// @throws UnreadableHook if that is empty, too much, or no JSON object
    HookCall parse(String event, byte[] stdin) throws UnreadableHook;

    /// Whether this harness acts upon such a verdict: shows a context to the model, keeps a tool from
    /// running, sends the agent on. Who says something that is not heard should keep it for a later call.
    boolean hears(HookCall call, HookVerdict verdict);

    /// Puts the verdict into the harness's words; one that is not heard becomes silence.
    HookReply reply(HookCall call, HookVerdict verdict);
}
