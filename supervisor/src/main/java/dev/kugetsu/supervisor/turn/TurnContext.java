package dev.kugetsu.supervisor.turn;

import dev.kugetsu.adapters.Harness;
import dev.kugetsu.adapters.TurnFolder;
import dev.kugetsu.adapters.TurnHandle;
import dev.kugetsu.supervisor.project.Project;
import dev.kugetsu.supervisor.session.Session;
import dev.kugetsu.supervisor.session.SessionWorktree;
import java.nio.file.Path;
import java.util.Optional;

/// A turn and everything around it, as the rows say it at one moment.
///
/// @param worktree empty for the session that makes a base
/// @param directory the absolute folder that the agent works in
public record TurnContext(
        Turn turn,
        Session session,
        Project project,
        Harness harness,
        Optional<SessionWorktree> worktree,
        Path directory,
        TurnFolder folder) {

    TurnContext with(Turn newer) {
        return new TurnContext(newer, session, project, harness, worktree, directory, folder);
    }

    /// Whether nothing of the session is worth keeping when this turn cannot be launched: no agent ever worked
    /// in it.
    boolean isFirst() {
        return turn.number() == 1 && turn.startedAt().isEmpty();
    }

    /// The handle of its process, if that is known.
    public Optional<TurnHandle> handle() {
        return turn.handle().map(process -> new TurnHandle(turn.turnId().value(), folder, process));
    }
}
