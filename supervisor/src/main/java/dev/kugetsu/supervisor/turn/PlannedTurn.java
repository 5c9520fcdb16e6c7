package dev.kugetsu.supervisor.turn;

import dev.kugetsu.supervisor.Turns;
import dev.kugetsu.supervisor.config.Resolution;
import dev.kugetsu.supervisor.config.Settings;
import dev.kugetsu.supervisor.session.Session;
import dev.kugetsu.supervisor.session.SessionWorktree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A turn that is to be: its session, its rows, its plan.
///
/// @param session new, or as it will be from this turn on
/// @param worktree as it is to be made, for a new session that works on an issue
/// @param maxWorkers how many live workers the orchestrator that starts the session may have
/// @param warnings what the user should be told before anything happens
record PlannedTurn(
        Session session,
        Optional<SessionWorktree> worktree,
        Admission.Draft draft,
        TurnPlan plan,
        Turns.Attendance attendance,
        int maxWorkers,
        List<String> warnings) {

    PlannedTurn {
        warnings = List.copyOf(warnings);
    }

    /// As the configuration and the caller say.
    static PlannedTurn of(
            Session session,
            Optional<SessionWorktree> worktree,
            String prompt,
            Resolution resolution,
            Turns.TurnOptions options) {
        Settings configured = resolution.settings();
        return new PlannedTurn(
                session,
                worktree,
                Admission.Draft.of(prompt, session.model(), configured, options),
                TurnPlan.of(configured, session.permissions()),
                options.attendance(),
                configured.orchestrators().maxWorkers(),
                resolution.warnings());
    }

    /// The same turn with one more thing to tell.
    PlannedTurn warning(String warning) {
        List<String> all = new ArrayList<>(warnings);
        all.add(warning);
        return new PlannedTurn(session, worktree, draft, plan, attendance, maxWorkers, all);
    }
}
