package dev.kugetsu.supervisor;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Looking after what is left behind.
public interface Housekeeping {

    /// Finds what belongs to nobody any more; changes nothing.
    PrunePlan planPrune();

    /// Removes what a plan names, as far as its reasons still hold. Work is preserved first; a base is never
    /// removed.
    PruneReport prune(PrunePlan plan);

    /// Examines this machine and the home; changes nothing.
    List<Finding> diagnose(Path directory);

    /// What would be pruned.
    record PrunePlan(List<PruneItem> items) {
        public PrunePlan {
            items = List.copyOf(items);
        }
    }

    /// One thing that nobody needs.
    ///
    /// @param kind a stable lower-case word: `session`, `worktree`, `branch`, `turn_folder`, `preserved`, `trash`
    /// @param name names the thing within its kind
    /// @param reason why nobody needs it
    record PruneItem(String kind, String name, String reason) {}

    /// One thing that was removed.
    ///
    /// @param preservedRef where what it held was saved, if there was anything to save
    record PrunedItem(String kind, String name, String reason, Optional<String> preservedRef) {}

    /// What became of a plan.
    ///
    /// @param kept items that were not removed, each with the reason now
    record PruneReport(List<PrunedItem> removed, List<PruneItem> kept) {
        public PruneReport {
            removed = List.copyOf(removed);
            kept = List.copyOf(kept);
        }
    }

    /// One result of an examination.
    ///
    /// @param next what to do about it; empty when nothing
    record Finding(Level level, String subject, String message, String next) {

        /// How bad it is.
        public enum Level {
            OK,
            WARNING,
            ERROR
        }
    }
}
