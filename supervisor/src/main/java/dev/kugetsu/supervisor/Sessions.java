package dev.kugetsu.supervisor;

import java.util.List;
import java.util.Optional;

/// Sessions: one agent's work on one issue in one worktree, across turns and restarts.
public interface Sessions {

    /// Lists sessions, the newest activity first.
    ///
    /// @throws KugetsuException `NOT_FOUND` when the filter names a project that there is not
    List<SessionView> list(Filter filter);

    /// Tells everything about one session.
    SessionDetail get(SessionRef ref);

    /// Tells why the status of a session is what it is: the facts behind it, their ages, and the rule that was
    /// applied.
    Explanation explain(SessionRef ref);

    /// Ends a session: its turn, its processes, its worktree and its harness session, in this order. What the
    /// worktree holds is preserved first; the branch stays when it has commits of its own. Repeatable after a
    /// crash.
    ///
    /// @throws KugetsuException `NOT_FOUND`, `FAILED` when something cannot be preserved; then the worktree
    ///   stays
    DestroyReport destroy(SessionRef ref);

    /// Ends a session: its turns and its processes. Its worktree, its branch and its harness session stay as
    /// they are, uncommitted work included. One that has ended is left as it is.
    KillReport kill(SessionRef ref);

    /// Brings an ended session back, however it was ended: branch, worktree, index and files as they were, and
    /// its turns. Its harness session is forked anew from the base when it is gone. Ignored files come back
    /// only as far as `.worktreeinclude` names them, and the setup command is not run again. When it fails, the
    /// session is ended as before.
    ///
    /// @throws KugetsuException `CONFLICT` when the issue or the name has a live session again, `NOT_FOUND`
    ///   when nothing was ended
    UndoReport undo(SessionRef ref);

    /// Gives a live session a name.
    ///
    /// @throws KugetsuException `CONFLICT` when another live session of its project has that name
    SessionView rename(SessionRef ref, SessionName name);

    /// Finds the worktrees that ended sessions have left; changes nothing.
    ///
    /// @param project whose sessions, or empty for all
    Housekeeping.PrunePlan planCleanup(Optional<ProjectId> project);

    /// Removes the worktrees that a plan names; what they hold is preserved first. One whose session is live
    /// again, or whose work cannot be preserved, is kept, and the report says why.
    Housekeeping.PruneReport cleanup(Housekeeping.PrunePlan plan);

    /// Which sessions to list.
    ///
    /// @param scope whether ended ones are listed too
    /// @param role only those of that role
    /// @param parent only those that this orchestrator has started
    record Filter(
            Scope scope,
            Optional<String> project,
            Optional<SessionStatus> status,
            Optional<SessionRole> role,
            Optional<SessionId> parent) {

        /// Sessions of every role.
        public Filter(Scope scope, Optional<String> project, Optional<SessionStatus> status) {
            this(scope, project, status, Optional.empty(), Optional.empty());
        }

        /// How far back a list goes.
        public enum Scope {
            LIVE,
            ALL
        }
    }

    /// What a destroy has done.
    ///
    /// @param preservedRef where uncommitted work was saved
    /// @param branch the branch, if it stays
    record DestroyReport(
            String sessionId,
            Optional<String> issueRef,
            Optional<String> name,
            Optional<String> preservedRef,
            Optional<String> branch,
            List<String> warnings)
            implements Labelled {}

    /// What a kill has done.
    ///
    /// @param worktree the folder that stays, if there is one
    record KillReport(
            String sessionId,
            Optional<String> issueRef,
            Optional<String> name,
            Effect effect,
            Optional<String> worktree,
            Optional<String> branch)
            implements Labelled {

        /// What has changed.
        public enum Effect {
            ENDED,
            /// It had been ended before.
            NONE
        }
    }

    /// What an undo has brought back.
    ///
    /// @param historyKept whether the harness session still knows the earlier turns
    /// @param setupNotRun the setup command that a new session would get
    /// @param isIgnoring whether the worktree ignores files, of which only `.worktreeinclude` brings any back
    record UndoReport(
            String sessionId,
            Optional<String> issueRef,
            Optional<String> name,
            String worktree,
            String branch,
            Optional<String> preservedRef,
            boolean historyKept,
            Optional<String> setupNotRun,
            boolean isIgnoring)
            implements Labelled {}
}
