package dev.kugetsu.worktrees.local;

import dev.kugetsu.worktrees.Exclusions;
import dev.kugetsu.worktrees.WorktreeException;
import dev.kugetsu.worktrees.WorktreeException.Kind;
import dev.kugetsu.worktrees.gitcli.GitCommand;
import dev.kugetsu.worktrees.gitcli.GitIgnoring;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/// Exclusions of repositories on this machine.
public final class LocalExclusions implements Exclusions {

    @Override
    public Standing find(Path worktree, Path file) throws WorktreeException {
        return Failures.guard("ask git about " + file, () -> git(worktree).find(real(file)));
    }

    @Override
    public Standing add(Path worktree, Path file) throws WorktreeException {
        return Failures.guard("have git overlook " + file, () -> {
            GitIgnoring git = git(worktree);
            Path real = real(file);
            Standing before = git.find(real);
            Path common = git.commonDirectory();
            return before == Standing.SHOWN
                    ? RepositoryLock.hold(common, () -> addWhereShown(git, ExcludeFile.of(common), real))
                    : before;
        });
    }

    /// Another process may have added it; and a rule in a `.gitignore` counts more than the list.
    private static Standing addWhereShown(GitIgnoring git, ExcludeFile list, Path file)
            throws IOException, WorktreeException {
        Path relative = relative(git, file);
        if (git.find(file) == Standing.SHOWN && !list.has(relative)) {
            list.add(relative);
            if (git.find(file) == Standing.SHOWN) {
                list.remove(relative);
            }
        }
        return git.find(file);
    }

    @Override
    public boolean remove(Path worktree, Path file) throws WorktreeException {
        return Failures.guard("have git see " + file + " again", () -> {
            GitIgnoring git = git(worktree);
            Path relative = relative(git, real(file));
            Path common = git.commonDirectory();
            ExcludeFile list = ExcludeFile.of(common);
            return list.has(relative) && RepositoryLock.hold(common, () -> removeWhereUnused(git, list, relative));
        });
    }

    private static boolean removeWhereUnused(GitIgnoring git, ExcludeFile list, Path file) throws IOException {
        for (Path root : git.listWorktrees()) {
            Path there = root.resolve(file);
            if (Files.exists(there, LinkOption.NOFOLLOW_LINKS)
                    && new GitIgnoring(root).find(real(there)) != Standing.TRACKED) {
                return false;
            }
        }
        list.remove(file);
        return true;
    }

    private static GitIgnoring git(Path worktree) throws WorktreeException {
        if (!GitCommand.isInstalled()) {
            throw new WorktreeException(
                    Kind.UNSUPPORTED,
                    "only the git program knows what it ignores in %s, and it is not on the PATH".formatted(worktree));
        }
        return new GitIgnoring(worktree);
    }

    private static Path relative(GitIgnoring git, Path file) throws IOException, WorktreeException {
        Path root = git.root();
        if (!file.startsWith(root)) {
            throw new WorktreeException(Kind.FAILED, "%s lies outside of %s".formatted(file, root));
        }
        return root.relativize(file);
    }

    /// git does not look through links; the file and its folders may be gone.
    private static Path real(Path file) throws IOException {
        Path parent = file.getParent();
        if (parent == null || Files.exists(file)) {
            return file.toRealPath();
        }
        return real(parent).resolve(file.getFileName());
    }
}
