package dev.kugetsu.supervisor.verb;

import dev.kugetsu.supervisor.ProjectId;
import dev.kugetsu.supervisor.coordination.Caller;
import dev.kugetsu.supervisor.project.Project;
import dev.kugetsu.supervisor.project.Projects;
import dev.kugetsu.supervisor.project.Registrations;
import dev.kugetsu.worktrees.Repository;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Finds the project that a caller means. Thread-safe.
public final class Grounds {

    private final Projects projects;
    private final Registrations registrations;

    public Grounds(Projects projects, Registrations registrations) {
        this.projects = projects;
        this.registrations = registrations;
    }

    /// A project that may have no row yet.
    interface Ground {

        /// Its id, as it is or would be.
        ProjectId expected(Handle transaction);

        /// Its id; from now on it has a row.
        ProjectId registered(Handle transaction);
    }

    /// @throws dev.kugetsu.supervisor.KugetsuException `UNAVAILABLE` when the caller stands in no repository
    ///   and names no project, `NOT_FOUND` when there is no such project
    Ground of(Caller caller) {
        return caller.project().<Ground>map(this::named).orElseGet(() -> around(caller));
    }

    private Ground named(ProjectId id) {
        ProjectId known = projects.get(id).projectId();
        return new Ground() {
            @Override
            public ProjectId expected(Handle transaction) {
                return known;
            }

            @Override
            public ProjectId registered(Handle transaction) {
                return known;
            }
        };
    }

    private Ground around(Caller caller) {
        Repository repository = projects.repository(caller.directory());
        ProjectId expected = registrations.idOf(repository);
        return new Ground() {
            @Override
            public ProjectId expected(Handle transaction) {
                return registrations
                        .findAny(transaction, repository)
                        .map(Project::projectId)
                        .orElse(expected);
            }

            @Override
            public ProjectId registered(Handle transaction) {
                return registrations
                        .findAny(transaction, repository)
                        .orElseGet(() -> registrations.register(transaction, repository, Optional.empty()))
                        .projectId();
            }
        };
    }
}
