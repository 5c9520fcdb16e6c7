package dev.kugetsu.supervisor.host;

import dev.kugetsu.adapters.HarnessSessionId;
import dev.kugetsu.supervisor.Housekeeping.Finding;
import dev.kugetsu.supervisor.Housekeeping.Finding.Level;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.harness.HarnessSessions;
import dev.kugetsu.supervisor.project.Base;
import dev.kugetsu.supervisor.project.BaseSessions;
import dev.kugetsu.supervisor.project.Project;
import dev.kugetsu.supervisor.project.Projects;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What is to be said about the project of a folder: whether it is registered, and whether its bases are there.
record ProjectFindings(Projects projects, BaseSessions bases, HarnessSessions harnessSessions) {

    private static final String SUBJECT = "project";

    List<Finding> find(Path directory) {
        try {
            Project project = projects.at(directory);
            List<Base> live = bases.listLive(project);
            return live.isEmpty()
                    ? List.of(warning(project.projectId() + " has no base session", "run `kugetsu init`"))
                    : live.stream().map(base -> base(project, base)).toList();
        } catch (KugetsuException e) {
            return List.of(warning(String.valueOf(e.getMessage()), e.next().orElse("")));
        }
    }

    private Finding base(Project project, Base base) {
        String message = project.projectId() + " with base " + base.harness() + " " + base.harnessSessionId();
        Optional<Set<HarnessSessionId>> known = harnessSessions.list(base.harness(), project.path());
        if (known.isEmpty()) {
            String unknown = message + "; not checked: " + base.harness() + " cannot tell whether it still has it";
            return new Finding(Level.OK, SUBJECT, unknown, "");
        }
        return known.get().contains(base.harnessSessionId())
                ? new Finding(Level.OK, SUBJECT, message, "")
                : warning(
                        message + ", which " + base.harness() + " does not have any more",
                        "make a new one with `kugetsu init --force --harness " + base.harness() + "` in "
                                + project.directory());
    }

    private static Finding warning(String message, String next) {
        return new Finding(Level.WARNING, SUBJECT, message, next);
    }
}
