package dev.kugetsu.worktrees;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Linked worktrees of local repositories. Thread-safe, and safe beside other processes that use it or git.
///
/// References and administrative files of a repository have one writer at a time, across all processes;
/// checking files out happens outside that lock. Every method blocks on the disk. Hooks of the repository are
/// never run.
public interface Worktrees {

    /// Finds the repository that a folder belongs to; a linked worktree leads to its main repository.
    ///
    /// @throws WorktreeException `NOT_A_REPOSITORY`, `BARE`, `UNSUPPORTED`
    Repository find(Path directory) throws WorktreeException;

    /// Decides which commit a new worktree starts from: the revision if one is named, else the remote's default
    /// branch as it was last fetched, else HEAD. Does not use the network.
    ///
    /// @throws WorktreeException `NO_COMMIT` in a repository without one, `UNKNOWN_REVISION`
    BaseCommit resolveBase(Repository repository, Optional<String> revision) throws WorktreeException;

    /// Reads a file as it is in a commit, or empty when the commit has none; at most 1 MiB.
    Optional<String> readFile(Repository repository, String commitId, String path) throws WorktreeException;

    /// Creates branch and worktree, checks the base commit out, and copies the ignored files that
    /// `.worktreeinclude` names from the main worktree (mode kept, nothing overwritten).
    ///
    /// The branch is the wished one, or the first free of `<wish>-2`, `<wish>-3` … All or nothing: when it
    /// throws, nothing is left; when the process dies in it, {@link #discard} removes what is there.
    ///
    /// @throws WorktreeException `EXISTS` when the directory is there and not empty, `INVALID_BRANCH`,
    ///   `DISK_FULL`, `FAILED`
    Worktree create(CreateRequest request) throws WorktreeException;

    /// Removes what an interrupted {@link #create} has left for this owner, branch included, if nobody has
    /// worked in it since; work in it is preserved first. Nothing to do is success.
    void discard(Repository repository, Path directory, String owner) throws WorktreeException;

    /// Finds the worktree at a directory by the repository's own records; empty when there is none or its
    /// folder is gone.
    Optional<Worktree> findWorktree(Repository repository, Path directory) throws WorktreeException;

    /// Lists the worktrees that we have made in the repository, by our own mark in its records.
    List<OwnedWorktree> listOwned(Repository repository) throws WorktreeException;

    /// Saves what the worktree holds and removes it, and its branch when that has no commit of its own.
    ///
    /// The owner must be the one that created it. Idempotent, repeatable after a crash, and success when the
    /// folder is gone. Whatever cannot be saved faithfully (another repository inside, an unreadable file)
    /// makes it refuse.
    ///
    /// @throws WorktreeException `NOT_OURS`, `LOCKED`, `UNSAVEABLE`, `DISK_FULL`, `FAILED`; then nothing was
    ///   removed
    Removal remove(Repository repository, Path directory, String owner) throws WorktreeException;

    /// Lists saved work, the newest first; all owners when none is named.
    List<Preserved> listPreserved(Repository repository, Optional<String> owner) throws WorktreeException;

    /// Makes the worktree anew from what was saved: same branch, same index, same files, modes and links.
    /// Ignored files are never saved; those that `.worktreeinclude` names are copied again as in {@link
    /// #create}.
    ///
    /// @throws WorktreeException `EXISTS` when the directory is there, `BRANCH_IN_USE` when it is checked out
    ///   elsewhere
    Worktree restore(RestoreRequest request) throws WorktreeException;

    /// Deletes one saved state; nothing to do is success.
    void deletePreserved(Repository repository, Preserved preserved) throws WorktreeException;

    /// Deletes a branch if it still points at this commit and no worktree uses it; answers whether it is gone.
    boolean deleteBranch(Repository repository, BranchName branch, String expectedCommit) throws WorktreeException;

    /// Finds the commit of a local branch.
    Optional<String> findBranch(Repository repository, BranchName branch) throws WorktreeException;

    /// Does nothing where a branch of this name exists or could be made beside those that are there.
    ///
    /// @throws WorktreeException `BRANCH_BLOCKED`, which names the branch that is in the way
    void requireRoom(Repository repository, BranchName branch) throws WorktreeException;

    /// Moves a branch from the commit where it is expected, or makes it where none is expected; answers
    /// `false` when it is elsewhere by now, or not there. With the same commit twice it verifies that it is
    /// still there. No files change: whoever has checked it out keeps those.
    ///
    /// @throws WorktreeException as {@link #requireRoom}
    boolean moveBranch(
            Repository repository, BranchName branch, Optional<String> expected, String commitId, String reason)
            throws WorktreeException;

    /// Finds the worktree that a folder lies in, the main one or a linked one, and what is checked out there.
    ///
    /// @throws WorktreeException as {@link #find}
    CheckedOut findCheckedOut(Path directory) throws WorktreeException;

    /// Finds the commit that a revision names for somebody in that worktree, whose HEAD it is.
    ///
    /// @throws WorktreeException `NO_COMMIT` in a repository without one, `UNKNOWN_REVISION`
    String resolve(CheckedOut place, String revision) throws WorktreeException;

    /// Stages every change of a worktree that is not ignored, and writes a commit of it on top of what is
    /// checked out, by the git program: with the author that its configuration names, never signed. No branch
    /// moves. Empty when nothing has changed.
    ///
    /// @throws WorktreeException `MOVED` when another branch or commit is checked out than the place says,
    ///   `HALF_DONE`, `UNSAVEABLE` when other repositories lie inside, `NO_AUTHOR`, `DISK_FULL`, `FAILED`
    Optional<String> prepareCommit(CheckedOut place, String message) throws WorktreeException;

    /// Lists the files that {@link #prepareCommit} would commit now, as paths from the worktree, and changes
    /// nothing.
    ///
    /// @throws WorktreeException as {@link #prepareCommit}
    List<String> rehearseCommit(CheckedOut place) throws WorktreeException;

    /// Moves the branch that is checked out in a worktree on to a commit of {@link #prepareCommit}; answers
    /// `false`, and changes nothing, when it is elsewhere by now.
    boolean advance(CheckedOut place, String commitId, String reason) throws WorktreeException;

    /// Lists the local branches.
    List<LocalBranch> listBranches(Repository repository) throws WorktreeException;

    /// Lists what operations that died have left among the repository's own files and that belongs to no
    /// worktree; only reads. What an operation that is under way needs is never among it.
    List<Leftover> listLeftovers(Repository repository) throws WorktreeException;

    /// Removes what {@link #listLeftovers} lists, but for git's lock files: no reading can tell whether a git
    /// still needs one. Nothing to do is success.
    void clearLeftovers(Repository repository) throws WorktreeException;

    /// Records the state of a worktree, uncommitted and untracked files included, to compare with later.
    Snapshot snapshot(Worktree worktree) throws WorktreeException;

    /// Tells what happened to a worktree between a snapshot and now.
    Changes changesSince(Worktree worktree, Snapshot before) throws WorktreeException;

    /// What is to be created.
    ///
    /// @param directory absolute, does not exist; its parent may not exist either
    /// @param owner a name without blanks that is recorded with the worktree
    record CreateRequest(Repository repository, Path directory, BranchName wish, BaseCommit base, String owner) {}

    /// What is to be brought back.
    ///
    /// @param preserved the saved state, or empty for the branch as it is
    record RestoreRequest(
            Repository repository,
            Path directory,
            BranchName branch,
            String baseCommit,
            Optional<Preserved> preserved,
            String owner) {}

    /// What a removal did.
    ///
    /// @param preserved where uncommitted work was saved, or empty when there was none
    /// @param branch the branch of the worktree, if it had one
    /// @param branchDeleted whether the branch went too, because it had no commit of its own
    record Removal(Optional<Preserved> preserved, Optional<BranchName> branch, boolean branchDeleted) {}

    /// A worktree of ours in the repository's records.
    ///
    /// @param isFolderMissing whether somebody has deleted its folder
    record OwnedWorktree(Path directory, String owner, Optional<BranchName> branch, boolean isFolderMissing) {}

    /// Saved work.
    ///
    /// @param ref the full name of the reference, below `refs/kugetsu/preserved/`
    /// @param commitId the commit that holds it
    /// @param branch the branch that was checked out, if any
    record Preserved(String ref, String commitId, String owner, Instant savedAt, Optional<BranchName> branch) {}

    /// A local branch.
    ///
    /// @param isCheckedOut whether the main worktree or a linked one uses it
    record LocalBranch(BranchName name, String commitId, boolean isCheckedOut) {}

    /// A worktree as it stands.
    ///
    /// @param directory its absolute real folder
    /// @param administration the folder that the repository keeps about it
    /// @param branch empty when HEAD is detached
    /// @param commitId empty before the first commit
    record CheckedOut(
            Repository repository,
            Path directory,
            Path administration,
            Optional<BranchName> branch,
            Optional<String> commitId) {}

    /// Something that nobody needs any more among the repository's own files.
    ///
    /// @param owner for whom it was made, as far as it says so
    record Leftover(Path path, Kind kind, Optional<String> owner) {

        /// What it is.
        public enum Kind {
            /// Records of a worktree that were never put in their place, or that were being deleted.
            REGISTRATION,
            /// A lock file of git's, too old to belong to one of our own operations.
            LOCK_FILE
        }
    }
}
