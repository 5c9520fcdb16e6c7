package dev.kugetsu.worktrees;

import java.nio.file.Path;
import java.util.Optional;

/// A local repository with files in it.
///
/// @param directory the absolute real path of its main worktree; identifies the repository on this host
/// @param commonDirectory the absolute real path of its `.git`
/// @param originUrl where its remote `origin` is, as configured
public record Repository(Path directory, Path commonDirectory, Optional<String> originUrl) {}
