package dev.kugetsu.supervisor.coordination;

import dev.kugetsu.supervisor.coordination.Meaning.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Decisions, and all that has happened among agents.
public final class JournalVerbs {

    /// What was decided.
    public record AddDecision(
            @Meaning(value = "What all others should know and keep to", place = Place.TEXT)
            String text) {}

    /// Which decisions are wanted.
    public record ListDecisions(
            @Meaning("How many of the newest; 50 without it")
            Optional<Integer> limit,

            @Meaning("Those of that agent only") Optional<String> agent,

            @Meaning("Those of that time only, such as 4h or 7d")
            Optional<Duration> since) {}

    /// What of the journal is wanted.
    public record ReadJournal(
            @Meaning("How many of the newest; 50 without it")
            Optional<Integer> limit,

            @Meaning("What that agent or agent session did") Optional<String> agent,

            @Meaning("What happened, such as lock_acquired, or the first word of it, such as lock")
            Optional<String> kind,

            @Meaning("What happened in that time, such as 30m, 4h or 1d")
            Optional<Duration> since) {}

    /// A decision.
    ///
    /// @param seq its number in the journal
    /// @param text untrusted
    public record DecisionView(long seq, Instant at, String agent, Optional<String> agentSessionId, String text) {}

    /// Something that has happened.
    ///
    /// @param seq grows with each entry
    /// @param kind the code of a {@link JournalKind}
    /// @param subject what it is about: a path, a branch, a task, a message; untrusted
    /// @param text untrusted
    public record JournalEntry(
            long seq,
            Instant at,
            String agent,
            Optional<String> agentSessionId,
            String kind,
            Optional<String> subject,
            Optional<String> text) {}

    public static final Verb<AddDecision, DecisionView> DECIDE =
            Verb.changing("decision.add", "Tell everybody what was decided", AddDecision.class, DecisionView.class);
    public static final Verb<ListDecisions, List<DecisionView>> DECISIONS = Verb.listing(
            "decision.list", "List what was decided, the newest first", ListDecisions.class, DecisionView.class);
    public static final Verb<ReadJournal, List<JournalEntry>> LOG =
            Verb.listing("log", "List what agents have done, the newest last", ReadJournal.class, JournalEntry.class);

    static final List<Verb<?, ?>> ALL = List.of(DECIDE, DECISIONS, LOG);

    private JournalVerbs() {}
}
