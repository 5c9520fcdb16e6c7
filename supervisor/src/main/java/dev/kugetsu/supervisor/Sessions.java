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

    /// Ends a session: its turn, its processes, its worktree and its harness session, in this order. What the
    /// worktree holds is preserved first; the branch stays when it has commits of its own. Repeatable after a
    /// crash.
    ///
    /// @throws KugetsuException `NOT_FOUND`, `FAILED` when something cannot be preserved; then the worktree stays
    DestroyReport destroy(SessionRef ref);

    /// Brings a destroyed session back: branch, worktree, index and files as they were, and its turns. Its
    /// harness session is forked anew from the base when the harness has deleted it. Ignored files come back only
    /// as far as `.worktreeinclude` names them, and the setup command is not run again.
    ///
    /// @throws KugetsuException `CONFLICT` when the issue has a live session again, `NOT_FOUND` when nothing
    ///   was ended
    UndoReport undo(SessionRef ref);

    /// Which sessions to list.
    ///
    /// @param scope whether ended ones are listed too
    record Filter(Scope scope, Optional<String> project, Optional<SessionStatus> status) {

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
            String issueRef,
            Optional<String> preservedRef,
            Optional<String> branch,
            List<String> warnings) {}

    /// What an undo has brought back.
    ///
    /// @param historyKept whether the harness session still knows the earlier turns
    /// @param setupNotRun the setup command that a new session would get
    /// @param isIgnoring whether the worktree ignores files, of which only `.worktreeinclude` brings any back
    record UndoReport(
            String sessionId,
            String issueRef,
            String worktree,
            String branch,
            Optional<String> preservedRef,
            boolean historyKept,
            Optional<String> setupNotRun,
            boolean isIgnoring) {}
}
