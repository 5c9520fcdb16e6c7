package dev.kugetsu.supervisor;

import dev.kugetsu.adapters.PermissionRule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Turns: one prompt in, one outcome out.
public interface Turns {

    /// Gives an issue its session and runs the first turn; blocks as the request's attendance says.
    ///
    /// While a daemon is ready, the turn is handed to its queue: it waits for a slot there, and is tried
    /// again after failures that pass.
    ///
    /// A failure before the agent runs undoes everything that was made for the session.
    ///
    /// @throws KugetsuException `CONFLICT` when the issue has a live session, `UNAVAILABLE` without a base
    ///   session
    TurnReport start(StartRequest request, TurnObserver observer);

    /// Makes a session that works on no issue and runs its first turn, like {@link #start}.
    ///
    /// @throws KugetsuException `CONFLICT` when a live session of the project has that name, `NOT_FOUND`
    ///   without the project, `UNAVAILABLE` without a base session
    TurnReport spawn(SpawnRequest request, TurnObserver observer);

    /// Runs the next turn of a session. While a daemon is ready, it waits in the queue behind the turns that
    /// the session has already.
    ///
    /// @throws KugetsuException `CONFLICT` when a turn of it runs and no daemon is ready, `NOT_FOUND`,
    ///   `UNAVAILABLE` when its worktree is gone
    TurnReport continueSession(ContinueRequest request, TurnObserver observer);

    /// Ends the running turn of a session, its whole process tree with it; blocks until nothing of it is alive.
    /// No running turn is success. May be called from another thread while a turn is being started or followed.
    /// What waits in the queue behind the turn is called off, unless the reference names one turn.
    ///
    /// @return the turn that was stopped, or empty when none ran
    Optional<TurnReport> stop(SessionRef ref, Urgency urgency);

    /// Hands over what the last turn of a session, or the turn that the reference names, has said.
    ///
    /// @param until whether to return at the end of what is there, or only at the end of the turn
    void replay(SessionRef ref, Until until, Consumer<TurnProgress> observer);

    /// The folder with the raw traces of the same turn.
    Path folder(SessionRef ref);

    /// How long a stopped agent has to end by itself.
    enum Urgency {
        /// The configured grace.
        GRACEFUL,
        /// None.
        IMMEDIATE
    }

    /// When a replay ends.
    enum Until {
        NOW,
        TURN_END
    }

    /// How long the caller stays with the turn.
    enum Attendance {
        /// Until it has ended.
        FOLLOW,
        /// Until it is launched, or handed to the queue.
        DETACH
    }

    /// What all turns have.
    ///
    /// @param permissions granted to the session from now on
    /// @param timeout for the whole turn, or empty for the configured one
    /// @param priority among those that wait for a slot; higher goes first, 0 is ordinary
    record TurnOptions(
            Optional<String> model,
            List<PermissionRule> permissions,
            Optional<Duration> timeout,
            Attendance attendance,
            int priority,
            Debug debug) {

        /// Whether the harness's own log is kept.
        public enum Debug {
            OFF,
            ON
        }

        public TurnOptions {
            permissions = List.copyOf(permissions);
        }
    }

    /// A first turn.
    ///
    /// @param issue as the user typed it
    /// @param directory the absolute folder the user stands in
    /// @param base the revision to start from, or empty for the default
    /// @param parent the orchestrator that starts it
    record StartRequest(
            String issue,
            Path directory,
            String prompt,
            Optional<String> harness,
            Optional<String> base,
            Optional<SessionId> parent,
            TurnOptions options) {

        /// What a person starts.
        public StartRequest(
                String issue,
                Path directory,
                String prompt,
                Optional<String> harness,
                Optional<String> base,
                TurnOptions options) {
            this(issue, directory, prompt, harness, base, Optional.empty(), options);
        }
    }

    /// The first turn of a session without an issue.
    ///
    /// @param base the revision to start from, or empty for the default
    /// @param parent the orchestrator that spawns it
    record SpawnRequest(
            ProjectId project,
            String prompt,
            Optional<SessionName> name,
            SessionRole role,
            Optional<String> harness,
            Optional<String> base,
            Optional<SessionId> parent,
            TurnOptions options) {}

    /// A further turn.
    record ContinueRequest(SessionRef session, String prompt, TurnOptions options) {}
}
