package dev.kugetsu.supervisor.project;

import dev.kugetsu.supervisor.ProjectId;
import java.nio.file.Path;
import java.util.Optional;

/// A registered repository.
///
/// @param remote host, owner and repository of its `origin`, as text
/// @param directory where its main worktree lies on this host
public record Project(ProjectId projectId, Optional<String> remote, String directory) {

    public Path path() {
        return Path.of(directory);
    }
}
