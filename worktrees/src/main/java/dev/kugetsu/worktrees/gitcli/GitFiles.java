package dev.kugetsu.worktrees.gitcli;

import dev.kugetsu.worktrees.Repository;
import dev.kugetsu.worktrees.plumbing.Capture;
import dev.kugetsu.worktrees.plumbing.Head;
import dev.kugetsu.worktrees.plumbing.LinkedWorktree;
import dev.kugetsu.worktrees.plumbing.WorktreeFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Files of worktrees through the git binary.
final class GitFiles implements WorktreeFiles {

    private static final int MOST_ATTEMPTS = 5;

    private static final long FULL_BELOW_BYTES = 1 << 20;

    private final Repository repository;
    private final GitCommand main;

    GitFiles(Repository repository, GitCommand main) {
        this.repository = repository;
        this.main = main;
    }

    /// Without a checkout, which would hold the caller's lock for as long as it takes.
    @Override
    public LinkedWorktree register(Path directory, String commitId, String lockReason) throws IOException {
        int attempt = 1;
        while (!tryRegister(directory, commitId, lockReason, attempt)) {
            attempt++;
        }
        String pointer = Files.readString(directory.resolve(".git")).strip();
        Path administration =
                directory.resolve(pointer.substring("gitdir: ".length())).normalize();
        return new LinkedWorktree(administration, directory);
    }

    /// git 2.39: another `git worktree remove` or `prune` takes away the empty folder in which this one is
    /// about to be registered, before or after that is made; then nothing has been done yet.
    private boolean tryRegister(Path directory, String commitId, String lockReason, int attempt) throws IOException {
        try {
            main.run(
                    "worktree",
                    "add",
                    "--quiet",
                    "--no-checkout",
                    "--detach",
                    "--lock",
                    "--reason",
                    lockReason,
                    directory.toString(),
                    commitId);
            return true;
        } catch (IOException e) {
            if (attempt == MOST_ATTEMPTS || !isFolderTakenAway(String.valueOf(e.getMessage()))) {
                throw e;
            }
            return false;
        }
    }

    private static boolean isFolderTakenAway(String message) {
        boolean isUnwritable = message.contains("could not open") && message.contains("for writing: No such file");
        return message.contains("could not create directory of") || isUnwritable;
    }

    @Override
    public void attach(LinkedWorktree worktree, String branchRef) throws IOException {
        in(worktree).run("symbolic-ref", "HEAD", branchRef);
    }

    @Override
    public Head head(LinkedWorktree worktree) throws IOException {
        // The folder with the files may be gone: git is started in the main worktree.
        GitCommand git = GitCommand.in(worktree.administration(), repository.directory());
        GitReferences references = new GitReferences(git);
        Optional<String> branch = references.findTarget("HEAD");
        Optional<String> commit = references.findCommit("HEAD");
        return new Head(branch, commit);
    }

    @Override
    public void checkOut(LinkedWorktree worktree, String treeish) throws IOException {
        try {
            in(worktree).run("read-tree", "--reset", "-u", treeish);
        } catch (IOException e) {
            // git 2.39: its checkout workers do not say why they could not write.
            if (Files.getFileStore(worktree.directory()).getUsableSpace() < FULL_BELOW_BYTES) {
                throw new IOException("No space left on device: " + e.getMessage(), e);
            }
            throw e;
        }
    }

    @Override
    public Capture capture(LinkedWorktree worktree) throws IOException {
        return new WorktreeCapture(worktree, in(worktree)).capture();
    }

    @Override
    public List<Path> listIgnored(Path patternFile) throws IOException {
        Set<String> ignored = new HashSet<>(listOthers("--exclude-standard"));
        List<Path> found = new ArrayList<>();
        for (String named : listOthers("--exclude-from=" + patternFile)) {
            // A slash at the end stands for a repository or worktree inside.
            if (ignored.contains(named) && !named.endsWith("/")) {
                found.add(Path.of(named));
            }
        }
        return found;
    }

    private List<String> listOthers(String excludes) throws IOException {
        return main.run("ls-files", "-z", "--others", "--ignored", excludes).fields();
    }

    private static GitCommand in(LinkedWorktree worktree) {
        return GitCommand.in(worktree.administration(), worktree.directory());
    }
}
