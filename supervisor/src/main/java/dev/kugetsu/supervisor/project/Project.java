package dev.kugetsu.supervisor.project;

import dev.kugetsu.supervisor.ProjectId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/// A registered repository.
///
/// @param remote host, owner and repository of its `origin`, as text
/// @param directory where its main worktree lies on this host
/// @param name what its user calls it
/// @param archivedAt when it was removed; its sessions keep their records
public record Project(
        ProjectId projectId,
        Optional<String> remote,
        String directory,
        Optional<String> name,
        Instant registeredAt,
        Optional<Instant> archivedAt) {

    /// Whether it may be worked in.
    public boolean isActive() {
        return archivedAt.isEmpty();
    }

    public Path path() {
        return Path.of(directory);
    }
}
