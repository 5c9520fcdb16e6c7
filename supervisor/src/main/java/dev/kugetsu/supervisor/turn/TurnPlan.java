package dev.kugetsu.supervisor.turn;

import dev.kugetsu.adapters.PermissionRule;
import dev.kugetsu.supervisor.Turns;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How a turn is to be conducted: what the configuration and the caller say, beside what is in its rows.
///
/// @param setup what makes a fresh worktree ready
/// @param permissions everything the agent may and may not do in this turn
record TurnPlan(
        SlotPolicy slots,
        Optional<WorktreeStep.Setup> setup,
        List<PermissionRule> permissions,
        Duration stopGrace,
        Turns.Attendance attendance) {

    TurnPlan {
        permissions = List.copyOf(permissions);
    }
}
