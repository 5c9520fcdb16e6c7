package dev.kugetsu.supervisor.turn;

import dev.kugetsu.supervisor.KugetsuException;

/// Says what to do when somebody has deleted the worktree of a session by hand.
final class MissingWorktree {

    private MissingWorktree() {}

    static KugetsuException failure(TurnContext context) {
        String session = context.session().sessionId().value();
        return new KugetsuException(
                KugetsuException.Kind.UNAVAILABLE,
                "the worktree of session " + session + " is gone: " + context.directory(),
                "what was committed is on its branch; `kugetsu destroy " + session + "` ends the session, and "
                        + "`kugetsu undo " + session + "` makes the worktree anew");
    }
}
