package dev.kugetsu.supervisor;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The registered repositories.
public interface ProjectRegistry {

    /// Registers a repository; one that was removed comes back under its id, with its sessions' records and its
    /// base sessions.
    ///
    /// @throws KugetsuException `CONFLICT` when the repository or the id is registered already, `UNAVAILABLE`
    ///   when the folder is in no repository
    ProjectView add(AddRequest request);

    /// Lists the projects that were not removed, by id.
    List<ProjectView> list();

    /// Tells of one project.
    ///
    /// @throws KugetsuException `NOT_FOUND` also when it was removed
    ProjectView get(ProjectId id);

    /// Removes a project: ends its sessions, removes their worktrees, which preserves what they hold, and
    /// archives it only if all of that has worked. Its repository, its branches and its base sessions stay.
    /// Blocks until then.
    ///
    /// @throws KugetsuException `NOT_FOUND`, `FAILED` when something has to stay; then the project stays too,
    ///   and what was ended can be brought back
    RemovalReport remove(ProjectId id);

    /// What is to be registered.
    ///
    /// @param directory absolute, somewhere in the repository
    /// @param id the wished one, or empty for the name of the folder
    /// @param name what its user calls it, or empty for its id
    record AddRequest(Path directory, Optional<ProjectId> id, Optional<String> name) {}

    /// A registered repository.
    ///
    /// @param remote host, owner and repository of its `origin`
    /// @param bases the harnesses that it has a base session for
    /// @param liveSessions how many sessions of it have not ended
    record ProjectView(
            String projectId,
            String name,
            String directory,
            Optional<String> remote,
            List<String> bases,
            int liveSessions,
            Instant registeredAt) {

        public ProjectView {
            bases = List.copyOf(bases);
        }
    }

    /// What a removal has done.
    ///
    /// @param ended the sessions that it has ended
    /// @param cleared the sessions whose worktrees it has removed
    record RemovalReport(String projectId, List<String> ended, List<String> cleared) {
        public RemovalReport {
            ended = List.copyOf(ended);
            cleared = List.copyOf(cleared);
        }
    }
}
