package dev.kugetsu.supervisor.audit;

import dev.kugetsu.supervisor.Audit.Difference.Kind;
import dev.kugetsu.supervisor.cleanup.Prunable;
import dev.kugetsu.supervisor.cleanup.Pruning;
import java.util.List;

/// What `prune` finds too, because it should not be there at all: sessions that cannot go on, worktrees without a
/// session, folders without a turn.
record MisplacedCheck(Pruning pruning) implements Check {

    @Override
    public List<Found> find() {
        return pruning.findMisplaced().stream().map(MisplacedCheck::found).toList();
    }

    private static Found found(Prunable prunable) {
        String name = prunable.item().name();
        String reason = prunable.item().reason();
        return switch (prunable.item().kind()) {
            case "session" ->
                Found.mendable(
                        Kind.SESSION_FORSAKEN,
                        name,
                        prunable.owner(),
                        reason,
                        "ends the session; what there is of its work is preserved, and `kugetsu undo " + name
                                + "` brings it back",
                        prunable::remove);
            case "worktree" ->
                Found.mendable(
                        Kind.WORKTREE_UNOWNED,
                        name,
                        prunable.owner(),
                        reason,
                        "removes the worktree; what it holds is preserved first",
                        prunable::remove);
            case "turn_folder" ->
                Found.mendable(
                        Kind.TURN_FOLDER_UNOWNED, name, prunable.owner(), reason, "deletes it", prunable::remove);
            case String other -> throw new IllegalStateException("prune finds no " + other + " in a wrong place");
        };
    }
}
