package dev.kugetsu.supervisor;

import java.util.List;
import java.util.Optional;

/// Compares what is recorded with what is there, in both directions.
public interface Audit {

    /// Finds every difference; only reads. What is under way is no difference: each one was there at two looks,
    /// between which turns that nobody looks after were recorded as at the beginning of every command.
    List<Difference> examine();

    /// Repairs what is named, as far as it is still there and can be repaired for certain; repeatable. Work is
    /// preserved first.
    Repair fix(List<Difference> differences);

    /// What a record and the world do not agree about.
    ///
    /// @param name names the thing within its kind
    /// @param owner whose it is or was, such as `session s-4k7m2xqd`; empty when nobody's
    /// @param evidence what was seen
    /// @param repair what a fix does about it; empty when no reading can decide that
    /// @param next what a person can do about it; empty when a fix does
    record Difference(
            Kind kind,
            String name,
            Optional<String> owner,
            String evidence,
            Optional<String> repair,
            Optional<String> next) {

        /// What kind of thing it is.
        public enum Kind {
            /// A project whose repository cannot be read.
            REPOSITORY_UNREADABLE,
            /// A base that its harness has no session for.
            BASE_FORSAKEN,
            /// A live session whose worktree or harness session is gone.
            SESSION_FORSAKEN,
            /// A session that its process left while it was being changed.
            SESSION_HALF_DONE,
            /// A turn that has not ended, and that no process looks after or belongs to.
            TURN_FORSAKEN,
            /// A turn that has not ended and whose folder is gone.
            TURN_FOLDER_MISSING,
            /// A folder of turns that no turn has.
            TURN_FOLDER_UNOWNED,
            /// Living processes of a turn that has ended.
            PROCESS_UNOWNED,
            /// A worktree that its repository does not know as ours.
            WORKTREE_UNREGISTERED,
            /// A worktree in a repository's records that no live session has.
            WORKTREE_UNOWNED,
            /// A record of a worktree that is not there any more.
            WORKTREE_RECORD_STALE,
            /// A folder among the worktrees that is none.
            WORKTREE_FOLDER_UNOWNED,
            /// A branch of a live session that is not there.
            BRANCH_MISSING,
            /// A branch without any work that no session needs.
            BRANCH_UNOWNED,
            /// Saved work that is not there.
            PRESERVED_MISSING,
            /// Saved work of a session that is not known here.
            PRESERVED_UNOWNED,
            /// What an operation that died has left among a repository's own files.
            REPOSITORY_LEFTOVER,
            /// An old lock file of git's that keeps us from working.
            LOCK_FILE,
            /// A handshake file or socket of a daemon that is gone.
            DAEMON_GONE,
            /// Temporary files that nobody will use any more.
            TEMPORARY
        }

        /// Whether the other one is about the same thing, whatever was seen of it.
        public boolean isSame(Difference other) {
            return kind == other.kind && name.equals(other.name);
        }
    }

    /// What became of differences.
    ///
    /// @param mended those that were repaired
    /// @param refusals those that could not be, each with the reason
    /// @param left what is still to be found after that
    record Repair(List<Difference> mended, List<Refusal> refusals, List<Difference> left) {
        public Repair {
            mended = List.copyOf(mended);
            refusals = List.copyOf(refusals);
            left = List.copyOf(left);
        }
    }

    /// A repair that could not be made.
    record Refusal(Difference difference, String reason) {}
}
