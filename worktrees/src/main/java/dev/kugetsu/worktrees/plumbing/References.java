package dev.kugetsu.worktrees.plumbing;

import java.io.IOException;
import java.util.Optional;
import java.util.SortedMap;

/// The references of a repository.
public interface References {

    /// Finds the commit that a revision names, such as `origin/main`, `v1.2`, `HEAD` or an abbreviated id.
    Optional<String> findCommit(String revision) throws IOException;

    /// Finds the full name of the reference that a symbolic reference points to, whether that exists or not.
    Optional<String> findTarget(String symbolicRef) throws IOException;

    /// Lists full names and object ids below a prefix that ends in a slash.
    SortedMap<String, String> list(String prefix) throws IOException;

    /// Finds a reference beside which this one cannot exist, since one name is the folder of the other: `a`
    /// and `a/b`.
    Optional<String> findBlocking(String ref) throws IOException;

    /// Does nothing where this reference exists or can be made.
    ///
    /// @throws BlockedReferenceException when there is one beside which it cannot exist
    default void requireRoom(String ref) throws IOException {
        Optional<String> blocking = findBlocking(ref);
        if (blocking.isPresent()) {
            throw new BlockedReferenceException(ref, blocking.get());
        }
    }

    /// Creates a reference that must not exist; answers `false` when somebody else has created it.
    ///
    /// @throws BlockedReferenceException as {@link #requireRoom}
    boolean create(String ref, String commitId, String reason) throws IOException;

    /// Moves a reference that has the expected value; answers `false` when it has another one or is not
    /// there. A reference that shall stay where it is can be verified so.
    boolean move(String ref, String expectedId, String commitId, String reason) throws IOException;

    /// Deletes a reference if it still has this value; answers whether it is gone.
    boolean delete(String ref, String expectedId) throws IOException;
}
