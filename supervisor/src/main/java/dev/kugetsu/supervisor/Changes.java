package dev.kugetsu.supervisor;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The two logs of a home, whichever process writes them: every visible change, and what the agents say and do.
///
/// Each log has cursors of its own. Subscribing is cheap; the store is read once for all who subscribe.
public interface Changes {

    /// The place behind the newest change.
    Cursor head();

    /// Lists changes behind a place, the oldest first.
    ///
    /// @throws KugetsuException `GONE` when changes behind that place are not kept any more, `INVALID_INPUT` when
    ///   the log does not reach that far
    List<Change> list(Filter filter, Cursor after, int limit);

    /// Hands over changes, first those that are stored and then those that come.
    ///
    /// @param after empty for the newest place
    /// @throws KugetsuException like {@link #list}
    Subscription<Change> subscribe(Filter filter, Optional<Cursor> after);

    /// Lists what a turn has said behind a place, the oldest first. Long texts are cut; the whole is in the folder
    /// of the turn.
    ///
    /// @throws KugetsuException `NOT_FOUND`
    List<Said> listOutput(SessionRef turn, Cursor after, int limit);

    /// Hands over what a turn has said and will say; the last element is {@link Ended}.
    ///
    /// @param after empty for everything
    /// @throws KugetsuException `NOT_FOUND`
    Subscription<Output> subscribeOutput(SessionRef turn, Optional<Cursor> after);

    /// Hands over what all turns say.
    ///
    /// @param after empty for the newest place
    /// @throws KugetsuException like {@link #list}
    Subscription<Output> subscribeOutput(Optional<Cursor> after);

    /// A visible change.
    ///
    /// @param kind such as `turn_updated`
    /// @param project empty for what belongs to the whole home
    /// @param payload a JSON object with what has changed
    record Change(
            Cursor cursor,
            Instant at,
            String kind,
            Optional<ProjectId> project,
            Optional<SessionId> session,
            Optional<TurnId> turn,
            String payload) {}

    /// Something about the output of a turn.
    sealed interface Output {}

    /// Something that an agent or its harness has said or done.
    ///
    /// @param attempt of the turn, from 1
    /// @param kind such as `text_produced`
    /// @param payload a JSON object; its texts are untrusted
    record Said(Cursor cursor, TurnId turn, int attempt, Instant at, String kind, String payload) implements Output {}

    /// The turn is over and has said all.
    record Ended(TurnId turn, TurnReport.Outcome outcome) implements Output {}

    /// Which changes to hand over.
    record Filter(Optional<ProjectId> project, Optional<SessionId> session) {

        public static final Filter NONE = new Filter(Optional.empty(), Optional.empty());
    }

    /// What comes behind a place: in order, nothing missing and nothing twice, until it is over. One thread takes,
    /// any thread closes.
    interface Subscription<T> extends AutoCloseable {

        /// Waits for what comes next; hands over all that is there.
        ///
        /// @return empty when nothing has come in that time, or when it is over
        List<T> take(Duration atMost) throws InterruptedException;

        /// Whether nothing will come any more: it was closed, its end was reached, or more has come than is kept for a
        /// reader this slow, who may subscribe again from where it is.
        boolean isOver();

        /// Idempotent.
        @Override
        void close();
    }
}
