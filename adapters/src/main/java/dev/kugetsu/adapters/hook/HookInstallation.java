package dev.kugetsu.adapters.hook;

import java.nio.file.Path;
import java.util.Optional;

/// Our entries in the settings of one harness. Nothing of anybody else's in the same file is touched: to
/// install and then to remove gives the file back byte by byte.
public interface HookInstallation {

    /// How things stand.
    enum State {
        /// Exactly the entries of this version are there.
        INSTALLED,
        /// There are entries of ours, but not all of them, or not as this version makes them.
        OUTDATED,
        /// There is nothing of ours.
        ABSENT
    }

    /// Which agents call our hooks by these entries.
    enum Reach {
        /// Those in one working tree.
        WORKING_TREE,
        /// All of a person's, wherever they are.
        PERSON
    }

    /// What becomes of the file.
    enum FileChange {
        /// There was none.
        MADE,
        /// It says something else.
        CHANGED,
        /// It is gone.
        REMOVED
    }

    /// The harness whose settings these are.
    String harness();

    /// The file that is changed: one of the person's own if the harness knows such files.
    Path file(Path repository);

    /// How far the entries reach.
    Reach reach();

    /// What a person has to know or to do besides; empty if nothing.
    Optional<String> advice();

    /// Puts our entries there, in place of any older ones. Idempotent; the file is replaced at once or not at
    /// all.
    ///
    /// @return whether anything was changed
    /// @throws HookFileException if the file cannot be read, understood or written; then it is as it was
    boolean install(Path repository, HookCommand command) throws HookFileException;

    /// Takes our entries away, and the file too if we have made it. Idempotent.
    ///
    /// @return whether anything was changed
    /// @throws HookFileException if the file cannot be read, understood or written; then it is as it was
    boolean remove(Path repository) throws HookFileException;

    /// What [#install] would do, without doing it; empty if nothing.
    ///
    /// @throws HookFileException if the file cannot be read or understood
    Optional<FileChange> foreseeInstall(Path repository, HookCommand command) throws HookFileException;

    /// What [#remove] would do, without doing it; empty if nothing.
    ///
    /// @throws HookFileException if the file cannot be read or understood
    Optional<FileChange> foreseeRemove(Path repository) throws HookFileException;

    /// Whether the file is there and says nothing but our entries, so that [#remove] deletes it.
    ///
    /// @throws HookFileException if the file cannot be read or understood
    boolean isAlone(Path repository) throws HookFileException;

    /// Compares what is there with what [#install] would make of it.
    ///
    /// @throws HookFileException if the file cannot be read or understood
    State status(Path repository, HookCommand command) throws HookFileException;
}
