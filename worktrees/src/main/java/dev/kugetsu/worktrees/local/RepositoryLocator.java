package dev.kugetsu.worktrees.local;

import dev.kugetsu.worktrees.Repository;
import dev.kugetsu.worktrees.WorktreeException;
import dev.kugetsu.worktrees.WorktreeException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;

/// Finds repositories as git does: upwards from a folder, and from a linked worktree to its main one.
final class RepositoryLocator {

    private RepositoryLocator() {}

    static Repository find(Path start) throws IOException, WorktreeException {
        if (!Files.isDirectory(start)) {
            throw new WorktreeException(Kind.NOT_A_REPOSITORY, start + " is not a folder");
        }
        Path real = start.toRealPath();
        for (Path folder = real; folder != null; folder = folder.getParent()) {
            Path dotGit = folder.resolve(".git");
            if (Files.exists(dotGit)) {
                Path gitDirectory = GitDirectory.behind(dotGit);
                Path common = GitDirectory.common(gitDirectory);
                return gitDirectory.equals(common) ? ofMain(folder, common) : ofLinked(folder, common);
            }
            if (GitDirectory.is(folder)) {
                return insideGitDirectory(folder);
            }
        }
        throw new WorktreeException(
                Kind.NOT_A_REPOSITORY,
                "neither %s nor a folder above it is a git repository; run `git init` or clone one".formatted(real));
    }

    private static Repository insideGitDirectory(Path folder) throws IOException, WorktreeException {
        if (configuration(folder).getBoolean("core", "bare", false)) {
            throw bare(folder);
        }
        throw new WorktreeException(
                Kind.NOT_A_REPOSITORY,
                folder + " is git's own folder of a repository; name the folder with the files instead");
    }

    private static Repository ofMain(Path folder, Path common) throws IOException, WorktreeException {
        Config config = configuration(common);
        if (config.getBoolean("core", "bare", false)) {
            throw bare(common);
        }
        return repository(configuredDirectory(common, config).orElse(folder), common, config);
    }

    private static Repository ofLinked(Path folder, Path common) throws IOException, WorktreeException {
        Config config = configuration(common);
        if (config.getBoolean("core", "bare", false)) {
            throw bare(common);
        }
        Optional<Path> configured = configuredDirectory(common, config);
        if (configured.isPresent()) {
            return repository(configured.get(), common, config);
        }
        Path parent = common.getParent();
        if (parent == null || !common.endsWith(".git")) {
            throw new WorktreeException(
                    Kind.UNSUPPORTED,
                    "%s is a linked worktree of %s, from which its main worktree cannot be found; name that one"
                            .formatted(folder, common));
        }
        return repository(parent, common, config);
    }

    private static Repository repository(Path directory, Path common, Config config) throws IOException {
        Optional<String> origin = Optional.ofNullable(config.getString("remote", "origin", "url"));
        return new Repository(directory.toRealPath(), common, origin);
    }

    private static Optional<Path> configuredDirectory(Path common, Config config) {
        return Optional.ofNullable(config.getString("core", null, "worktree"))
                .map(path -> common.resolve(path).normalize());
    }

    private static Config configuration(Path common) throws IOException {
        try {
            return PlainConfig.read(common.resolve("config"));
        } catch (ConfigInvalidException e) {
            throw new IOException(common.resolve("config") + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static WorktreeException bare(Path folder) {
        return new WorktreeException(
                Kind.BARE, folder + " is a bare repository, without files; clone it and use the clone");
    }
}
