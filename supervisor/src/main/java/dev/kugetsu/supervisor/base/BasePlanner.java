package dev.kugetsu.supervisor.base;

import dev.kugetsu.adapters.Fingerprint;
import dev.kugetsu.adapters.Harness;
import dev.kugetsu.supervisor.Bases.InitRequest;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.config.Flags;
import dev.kugetsu.supervisor.config.Resolution;
import dev.kugetsu.supervisor.harness.HarnessCatalog;
import dev.kugetsu.supervisor.harness.HarnessFailures;
import dev.kugetsu.supervisor.project.Base;
import dev.kugetsu.supervisor.project.BaseSessions;
import dev.kugetsu.supervisor.project.Project;
import dev.kugetsu.supervisor.project.ProjectSettings;
import dev.kugetsu.supervisor.project.Projects;
import dev.kugetsu.supervisor.project.Registrations;
import dev.kugetsu.worktrees.Repository;
import java.util.Optional;

/// Makes sure that a base session may be made before anything is. Thread-safe.
final class BasePlanner {

    private final Projects projects;
    private final Registrations registrations;
    private final ProjectSettings settings;
    private final BaseSessions bases;
    private final HarnessCatalog harnesses;

    BasePlanner(
            Projects projects,
            Registrations registrations,
            ProjectSettings settings,
            BaseSessions bases,
            HarnessCatalog harnesses) {
        this.projects = projects;
        this.registrations = registrations;
        this.settings = settings;
        this.bases = bases;
        this.harnesses = harnesses;
    }

    /// Registers the project.
    ///
    /// @throws KugetsuException `UNAVAILABLE` without repository, commit, harness or model; `CONFLICT` when
    ///   there is a base that the request keeps
    PlannedBase plan(InitRequest request) {
        Repository repository = projects.repository(request.directory());
        Flags flags = new Flags(
                request.harness(), request.model(), Optional.empty(), Optional.empty(), request.permissions());
        Resolution resolution =
                settings.of(repository, settings.baseCommit(repository, flags).commitId(), flags);
        Harness harness = harnesses.get(resolution.settings().harness());
        projects.find(repository).ifPresent(project -> refuseSecond(project, harness, request.existing()));
        Fingerprint fingerprint = HarnessFailures.guard(harness::fingerprint);
        Optional<String> model =
                harnesses.chooseModel(harness, resolution.settings().model(), repository.directory());
        return new PlannedBase(registrations.register(repository), harness, fingerprint, model, resolution);
    }

    private void refuseSecond(Project project, Harness harness, InitRequest.Existing existing) {
        Optional<Base> base = bases.find(project, harness.name());
        if (base.isPresent() && existing == InitRequest.Existing.KEEP) {
            throw new KugetsuException(
                    KugetsuException.Kind.CONFLICT,
                    "project '" + project.projectId() + "' has a base session for " + harness.name() + " since "
                            + base.get().createdAt() + ": " + base.get().harnessSessionId(),
                    "replace it with `kugetsu init --force`; sessions that were forked from it stay");
        }
    }
}
