package dev.kugetsu.supervisor;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Why the status of a session is what it is.
///
/// @param rule the name of the rule that has decided, a stable lower-case word such as `process_alive`
/// @param meaning the same rule as a sentence
public record Explanation(SessionView session, String rule, String meaning, List<Fact> facts) {

    public Explanation {
        facts = List.copyOf(facts);
    }

    /// One thing that is known, and how fresh that knowledge is.
    ///
    /// @param name a stable lower-case word such as `last_output`
    /// @param value untrusted
    /// @param age since when it is so; empty for what has no time of its own, such as a limit
    /// @param source what says so: `row`, `probe`, `file`, `folder` or `limit`
    public record Fact(String name, String value, Optional<Duration> age, String source) {}
}
