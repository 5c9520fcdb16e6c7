package dev.kugetsu.supervisor.audit;

import dev.kugetsu.adapters.HarnessSessionId;
import dev.kugetsu.supervisor.Audit.Difference.Kind;
import dev.kugetsu.supervisor.harness.HarnessSessions;
import dev.kugetsu.supervisor.project.Base;
import dev.kugetsu.supervisor.project.BaseSessions;
import dev.kugetsu.supervisor.project.Project;
import dev.kugetsu.supervisor.project.Projects;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Finds bases whose session their harness has no more.
record BaseCheck(Projects projects, BaseSessions bases, HarnessSessions harnessSessions) implements Check {

    @Override
    public List<Found> find() {
        List<Found> found = new ArrayList<>();
        for (Project project : projects.list()) {
            for (Base base : bases.listLive(project)) {
                Optional<Set<HarnessSessionId>> known = harnessSessions.list(base.harness(), project.path());
                if (known.isPresent() && !known.get().contains(base.harnessSessionId()) && isLive(project, base)) {
                    found.add(forsaken(project, base));
                }
            }
        }
        return found;
    }

    private boolean isLive(Project project, Base base) {
        return bases.listLive(project).stream().anyMatch(live -> live.baseId().equals(base.baseId()));
    }

    private static Found forsaken(Project project, Base base) {
        return Found.undecided(
                Kind.BASE_FORSAKEN,
                base.baseId(),
                Found.of(project.projectId()),
                base.harness() + " has no session " + base.harnessSessionId() + " any more",
                "make a new base with `kugetsu init --force --harness " + base.harness() + "` in "
                        + project.directory());
    }
}
