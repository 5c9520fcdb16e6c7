package dev.kugetsu.supervisor.turn;

import dev.kugetsu.supervisor.ProjectId;
import dev.kugetsu.supervisor.TurnId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Decides whose turn it is. Pure: looks only at what it is given.
///
/// @param machine how many turns may run at once on this machine
/// @param project how many of one project, if that is limited
record SlotPolicy(int machine, Optional<Integer> project) {

    /// A turn that holds a slot or waits for one.
    record Contender(TurnId turnId, ProjectId projectId, TurnState state) {}

    /// The answer and why.
    ///
    /// @param reason one line, such as `3 of 3 slots are taken`
    record Decision(boolean isGranted, String reason) {}

    /// Grants a slot to a waiting turn unless the slots are taken or are due to those who have waited longer.
    /// One who waits for its project's limit does not hold up the others.
    ///
    /// @param contenders all of this machine, the one who has waited longest first
    Decision decide(TurnId turn, List<Contender> contenders) {
        Map<ProjectId, Integer> inProject = new HashMap<>();
        int taken = 0;
        for (Contender contender : contenders) {
            if (contender.state().holdsSlot()) {
                taken++;
                inProject.merge(contender.projectId(), 1, Integer::sum);
            }
        }
        int running = taken;
        for (Contender contender : contenders) {
            if (contender.state() != TurnState.QUEUED) {
                continue;
            }
            boolean isFreeInProject =
                    project.isEmpty() || inProject.getOrDefault(contender.projectId(), 0) < project.get();
            boolean isFree = taken < machine && isFreeInProject;
            if (contender.turnId().equals(turn)) {
                return new Decision(isFree, isFree ? "a slot is free" : refusal(running, taken, isFreeInProject));
            }
            if (isFree) {
                taken++;
                inProject.merge(contender.projectId(), 1, Integer::sum);
            }
        }
        return new Decision(false, "it does not wait any more");
    }

    private String refusal(int running, int taken, boolean isFreeInProject) {
        if (!isFreeInProject) {
            return "the project has its " + project.orElseThrow() + " turns";
        }
        return running >= machine
                ? running + " of " + machine + " slots are taken"
                : (taken - running) + " turns that have waited longer go first";
    }
}
