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
record SlotPolicy(int machine) {

    /// A turn that holds a slot or waits for one.
    ///
    /// @param projectLimit how many turns of its project may run at once, as that project says
    record Contender(TurnId turnId, ProjectId projectId, TurnState state, Optional<Integer> projectLimit) {}

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
            int ofProject = inProject.getOrDefault(contender.projectId(), 0);
            boolean isFreeInProject = contender.projectLimit().stream().allMatch(limit -> ofProject < limit);
            boolean isFree = taken < machine && isFreeInProject;
            if (contender.turnId().equals(turn)) {
                String refusal =
                        isFreeInProject ? refusal(running, taken) : "the project has its " + ofProject + " turns";
                return new Decision(isFree, isFree ? "a slot is free" : refusal);
            }
            if (isFree) {
                taken++;
                inProject.merge(contender.projectId(), 1, Integer::sum);
            }
        }
        return new Decision(false, "it does not wait any more");
    }

    private String refusal(int running, int taken) {
        return running >= machine
                ? running + " of " + machine + " slots are taken"
                : (taken - running) + " turns that have waited longer go first";
    }
}
