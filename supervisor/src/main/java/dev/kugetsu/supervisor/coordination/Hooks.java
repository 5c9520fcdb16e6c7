package dev.kugetsu.supervisor.coordination;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Answers the hooks of agents: what their harness calls when something happens. Thread-safe.
public interface Hooks {

    /// A call of a hook.
    ///
    /// @param harness as it is named in what was installed
    /// @param event the harness's own name of the event
    /// @param input what the harness has sent
    /// @param caller who that is, as far as it is known from around; the input says more
    /// @param process the pid of the hook itself, above which the agent is found
    record HookRequest(String harness, String event, String input, Caller caller, OptionalLong process) {}

    /// What the process of the hook has to leave for the harness.
    ///
    /// @param receipt to be confirmed when it has
    record HookAnswer(String stdout, String stderr, int exitCode, Optional<HookReceipt> receipt) {

        /// The agent goes on.
        public static final HookAnswer SILENCE = new HookAnswer("", "", 0, Optional.empty());
    }

    /// What an answer has taken along.
    ///
    /// @param welcomed the agent session that is told how things stand, if that was still to be done
    record HookReceipt(String agent, List<String> messages, Optional<String> welcomed) {

        public HookReceipt {
            messages = List.copyOf(messages);
        }
    }

    /// Answers a call. Never in an agent's way but for a lock that is proven to be somebody else's: whatever
    /// fails is logged and answered by silence. Blocks on the store, for as long as somebody else writes;
    /// callers that cannot wait give up by themselves.
    HookAnswer answer(HookRequest request);

    /// Notes that it has reached the harness. Until then no other call gets the messages, for some seconds;
    /// after that they are handed over once more, because whoever had them has died.
    void confirm(HookReceipt receipt);
}
