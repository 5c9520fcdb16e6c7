package dev.kugetsu.supervisor.coordination;

import dev.kugetsu.supervisor.coordination.JournalVerbs.DecisionView;
import dev.kugetsu.supervisor.coordination.LockVerbs.LockKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// All at one glance, and the end of what nobody needs any more.
public final class StatusVerbs {

    /// How much is wanted.
    public record ReadStatus(
            @Meaning("Only as much as an agent needs, in a few lines")
            boolean compact) {}

    /// An agent that is here.
    ///
    /// @param session the session of ours whose turn it is
    /// @param claims issues that it works on
    public record PresentAgent(
            String agent,
            Optional<String> role,
            Presence presence,
            Optional<String> session,
            Optional<String> harness,
            Optional<String> branch,
            Instant lastSeenAt,
            List<String> claims) {}

    /// A task that is neither done nor cancelled.
    ///
    /// @param state pending, in_progress or blocked
    /// @param ownerPresence whether its owner is there; empty when it has none
    /// @param blockedReason why it cannot go on
    public record OpenTask(
            String taskId,
            String title,
            String state,
            int priority,
            Optional<String> owner,
            Optional<Presence> ownerPresence,
            Optional<String> blockedReason) {}

    /// A lock that holds others off.
    public record LiveLock(
            LockKind kind, String key, String agent, Optional<String> reason, Instant acquiredAt, Instant expiresAt) {}

    /// A branch that only one may write.
    ///
    /// @param ready whether it is ready for integration
    public record ReservedBranch(
            String branch,
            String agent,
            Presence ownerPresence,
            Optional<String> task,
            boolean ready,
            Instant reservedAt) {}

    /// A message that the caller has not read.
    ///
    /// @param directed whether it is for the caller, or its role, rather than for everybody
    /// @param text its beginning
    public record UnreadMessage(
            String messageId, String from, String to, boolean directed, String text, Instant sentAt) {}

    /// All at one glance; long lists are cut, and the counts say how much there is.
    ///
    /// @param you the caller, if it is known
    /// @param agents those that are here, the caller too
    /// @param tasks those that somebody works on, then those that wait, each the most urgent first
    /// @param decisions the newest first
    /// @param compact all of that in a few lines, as an agent gets it: what others have written stands in a
    ///   frame; only if that was asked for
    public record StatusView(
            String project,
            Optional<String> you,
            List<PresentAgent> agents,
            List<OpenTask> tasks,
            long taskCount,
            List<LiveLock> locks,
            List<ReservedBranch> reservations,
            List<UnreadMessage> unread,
            long unreadCount,
            List<DecisionView> decisions,
            Optional<String> compact) {}

    /// What may go.
    public record CollectGarbage(
            @Meaning(
                    "What has been over for that long, such as 60d, instead of the usual time of each; for the operator")
            Optional<Duration> olderThan) {}

    /// What has gone, by its number.
    ///
    /// @param endedSessions agent sessions that nobody had ended and whose agents are gone
    /// @param entries of the journal
    public record CollectedGarbage(
            long endedSessions,
            long agentSessions,
            long agents,
            long tasks,
            long locks,
            long messages,
            long reservations,
            long entries) {}

    public static final Verb<ReadStatus, StatusView> STATUS = Verb.reading(
            "status", "Tell who is here, who does what, and what waits for you", ReadStatus.class, StatusView.class);
    public static final Verb<CollectGarbage, CollectedGarbage> GC = Verb.changing(
            "gc", "Remove what has long been over; what is open stays", CollectGarbage.class, CollectedGarbage.class);

    static final List<Verb<?, ?>> ALL = List.of(STATUS, GC);

    private StatusVerbs() {}
}
