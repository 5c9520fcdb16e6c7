package dev.kugetsu.adapters.command;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.Optional;
import java.util.regex.Pattern;

/// How what a command prints is to be read.
public sealed interface CommandOutput {

    /// Everything on standard output is the agent's answer.
    ///
    /// @param session finds the session's id in a line of either output, as its first group
    record Text(Optional<Pattern> session) implements CommandOutput {

        public Text {
            if (session.isPresent() && session.get().matcher("").groupCount() < 1) {
                throw new IllegalArgumentException("the pattern of the session id has no group: " + session.get());
            }
        }
    }

    /// Every line of standard output is a JSON object; a pointer says where in it something stands, if it is
    /// there.
    ///
    /// @param usage empty when the program does not tell what it spends
    record JsonLines(
            Optional<JsonPointer> session, JsonPointer text, Optional<JsonPointer> error, Optional<UsagePointers> usage)
            implements CommandOutput {

        /// Whether what a turn has spent can be told only by who knows what its session had spent before.
        public boolean countsOverSession() {
            return usage.filter(pointers -> pointers.counting() == Counting.SESSION_TOTAL)
                    .isPresent();
        }
    }

    /// Where tokens and money stand.
    record UsagePointers(JsonPointer inputTokens, JsonPointer outputTokens, JsonPointer costUsd, Counting counting) {}

    /// What a report of usage means.
    enum Counting {
        /// Each tells what was spent since the one before.
        ADDED_UP,
        /// Each tells what the turn has spent so far.
        LAST_COUNTS,
        /// Each tells what all turns of the session have spent so far, those of the session that it was forked from
        /// included; as Codex 0.169 does.
        SESSION_TOTAL
    }
}
