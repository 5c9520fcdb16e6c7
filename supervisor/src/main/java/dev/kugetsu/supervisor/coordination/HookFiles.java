package dev.kugetsu.supervisor.coordination;

import dev.kugetsu.supervisor.coordination.Coordination.Mode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The entries by which harnesses that somebody else starts call our hooks. Written only when a person asks
/// for it, and nothing of anybody else's in the same files is touched. Thread-safe.
public interface HookFiles {

    /// Where hooks are to be called from.
    ///
    /// @param directory absolute, anywhere in the working tree that is meant
    /// @param program what harnesses are to call, absolute
    /// @param harnesses by name; empty for all
    record HookPlace(Path directory, Path program, List<String> harnesses) {

        public HookPlace {
            harnesses = List.copyOf(harnesses);
        }
    }

    /// How things stand with a harness.
    enum HookState {
        INSTALLED,
        /// There are entries of ours, but not those of this version.
        OUTDATED,
        ABSENT,
        /// The file cannot be understood, or not be had; the advice says why.
        UNREADABLE
    }

    /// How git takes a file. Where it does not ignore it, a commit of everything takes it along, and the path
    /// of a program of this machine with it.
    enum GitStanding {
        TRACKED,
        IGNORED,
        /// It shows as untracked.
        SHOWN
    }

    /// What becomes of a file.
    enum FileChange {
        MADE,
        CHANGED,
        REMOVED
    }

    /// The entries for one harness.
    ///
    /// @param state as things stand now
    /// @param changed whether this call has changed the file
    /// @param change what this call has done to the file, or would do if it were no rehearsal; empty for nothing
    /// @param git empty without entries of ours, for a file that lies in no repository, and where git cannot
    ///   tell
    /// @param advice what a person has to know or to do besides
    /// @param notes what is worth knowing of things as they are now
    record HookFileView(
            String harness,
            String file,
            HookState state,
            boolean changed,
            Optional<FileChange> change,
            Optional<GitStanding> git,
            Optional<String> advice,
            List<String> notes) {

        public HookFileView {
            notes = List.copyOf(notes);
        }
    }

    /// Puts entries there, in place of any older ones, and has git overlook a file that says nothing else and
    /// would show. Idempotent.
    ///
    /// @param mode a rehearsal tells what would be done, and does nothing
    /// @throws dev.kugetsu.supervisor.KugetsuException `NOT_FOUND` for a harness that we do not know,
    ///   `FAILED` when a file cannot be understood or written; the others are done
    List<HookFileView> install(HookPlace place, Mode mode);

    /// Takes entries away, and files that held nothing else. Those that count for all of a person's
    /// repositories go only when their harness is named. Idempotent.
    ///
    /// @param mode as for [#install]
    /// @throws dev.kugetsu.supervisor.KugetsuException as [#install]
    List<HookFileView> remove(HookPlace place, Mode mode);

    /// Looks.
    List<HookFileView> examine(HookPlace place);
}
