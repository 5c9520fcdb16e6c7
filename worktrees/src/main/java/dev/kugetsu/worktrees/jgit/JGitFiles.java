package dev.kugetsu.worktrees.jgit;

import dev.kugetsu.worktrees.Repository;
import dev.kugetsu.worktrees.plumbing.Capture;
import dev.kugetsu.worktrees.plumbing.Head;
import dev.kugetsu.worktrees.plumbing.LinkedWorktree;
import dev.kugetsu.worktrees.plumbing.WorktreeFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/// Files of worktrees through JGit. JGit 7.8 understands linked worktrees but cannot add one: that we do
/// ourselves.
final class JGitFiles implements WorktreeFiles {

    private static final String SYMBOLIC = "ref: ";

    private final Repository location;
    private final org.eclipse.jgit.lib.Repository main;

    JGitFiles(Repository location, org.eclipse.jgit.lib.Repository main) {
        this.location = location;
        this.main = main;
    }

    @Override
    public LinkedWorktree register(Path directory, String commitId, String lockReason) throws IOException {
        return new Registration(location.commonDirectory()).register(directory, commitId, lockReason);
    }

    @Override
    public void attach(LinkedWorktree worktree, String branchRef) throws IOException {
        AdministrativeFile.replace(worktree.administration().resolve("HEAD"), SYMBOLIC + branchRef + "\n");
    }

    @Override
    public Head head(LinkedWorktree worktree) throws IOException {
        String content = Files.readString(worktree.administration().resolve(Constants.HEAD))
                .strip();
        if (!content.startsWith(SYMBOLIC)) {
            return new Head(Optional.empty(), Optional.of(content));
        }
        String branch = content.substring(SYMBOLIC.length());
        Optional<String> commit =
                Optional.ofNullable(main.exactRef(branch)).map(Ref::getObjectId).map(ObjectId::name);
        return new Head(Optional.of(branch), commit);
    }

    @Override
    public void checkOut(LinkedWorktree worktree, String treeish) throws IOException {
        try (org.eclipse.jgit.lib.Repository linked = open(worktree);
                RevWalk walk = new RevWalk(linked)) {
            ObjectId tree = walk.parseTree(ObjectId.fromString(treeish));
            new ParallelCheckout(linked, worktree).checkOut(tree);
        }
    }

    @Override
    public Capture capture(LinkedWorktree worktree) throws IOException {
        try (org.eclipse.jgit.lib.Repository linked = open(worktree)) {
            return new WorkingFilesCapture(linked).capture();
        }
    }

    @Override
    public List<Path> listIgnored(Path patternFile) throws IOException {
        return new IgnoredFiles(main).matching(patternFile);
    }

    private org.eclipse.jgit.lib.Repository open(LinkedWorktree worktree) throws IOException {
        return new FileRepositoryBuilder()
                .setGitDir(worktree.administration().toFile())
                .setGitCommonDir(location.commonDirectory().toFile())
                .setWorkTree(worktree.directory().toFile())
                .setMustExist(true)
                .build();
    }
}
