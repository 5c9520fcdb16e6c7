package dev.kugetsu.worktrees.jgit;

import dev.kugetsu.worktrees.Repository;
import dev.kugetsu.worktrees.plumbing.LinkedWorktree;
import java.io.File;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;

/// Tells whether JGit serves a repository as git would, and if not, why. Found by comparing JGit 7.8.1 with git
/// 2.39.
///
/// Each check answers with the reason against JGit, or empty. It reads configuration and files, and changes
/// nothing.
public final class Faithfulness {

    private final Repository repository;

    public Faithfulness(Repository repository) {
        this.repository = repository;
    }

    /// Checks what holds for the whole repository.
    public Optional<String> findReason() throws IOException {
        Optional<String> machine = MachineCheck.findReason();
        return machine.isPresent() ? machine : ConfigurationCheck.findReason(configuration());
    }

    /// Checks the files of a commit too.
    public Optional<String> findReasonInCommit(String commitId) throws IOException {
        Optional<String> general = findReason();
        if (general.isPresent()) {
            return general;
        }
        Config configuration = configuration();
        return new ContentCheck(repository, configuration).findReasonInTree(commitId);
    }

    /// Checks the index and the files of a worktree too.
    public Optional<String> findReasonInWorktree(LinkedWorktree worktree) throws IOException {
        Optional<String> general = findReason();
        if (general.isPresent()) {
            return general;
        }
        return new ContentCheck(repository, configuration()).findReasonInWorktree(worktree);
    }

    /// The configuration in the order of git: system, user, repository. Read without opening the repository,
    /// because JGit fails to open those of a format that it does not know.
    private Config configuration() throws IOException {
        try {
            File file = repository.commonDirectory().resolve("config").toFile();
            FileBasedConfig config =
                    new FileBasedConfig(SystemReader.getInstance().getUserConfig(), file, FS.DETECTED);
            config.load();
            return config;
        } catch (ConfigInvalidException e) {
            throw new IOException(
                    "the configuration of " + repository.directory() + " cannot be read: " + e.getMessage(), e);
        }
    }
}
