package dev.kugetsu.worktrees.gitcli;

import dev.kugetsu.worktrees.BranchName;
import dev.kugetsu.worktrees.WorktreeException;
import dev.kugetsu.worktrees.WorktreeException.Kind;
import dev.kugetsu.worktrees.Worktrees.CheckedOut;
import dev.kugetsu.worktrees.plumbing.UnsaveableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/// Commits what has changed in a worktree, as its user would by `git commit --all`, but in two steps: a
/// commit that nothing refers to, and the branch that moves on to it.
public final class WorktreeCommit {

    /// What git keeps while something is half done that the next commit would end.
    private static final List<String> UNDER_WAY =
            List.of("MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "rebase-merge", "rebase-apply");

    private final CheckedOut place;
    private final GitCommand git;

    public WorktreeCommit(CheckedOut place) {
        this.place = place;
        this.git = GitCommand.of(place.directory());
    }

    /// Stages everything, and writes the commit; empty when nothing differs from what is checked out. When it
    /// fails after the staging, everything stays staged.
    public Optional<String> prepare(String message) throws IOException, WorktreeException {
        String head = requireReady();
        git.run("add", "--all");
        String tree = git.run("write-tree").text();
        refuseMoved(head);
        if (tree.equals(git.run("rev-parse", "--verify", head + "^{tree}").text())) {
            return Optional.empty();
        }
        byte[] text = (message.strip() + "\n").getBytes(StandardCharsets.UTF_8);
        return Optional.of(
                git.runWith(text, "commit-tree", tree, "-p", head, "-F", "-").text());
    }

    /// Lists the files that {@link #prepare} would commit. Stages nothing but the names of new files, in an
    /// index of its own, and stores none of their contents.
    public List<String> rehearse() throws IOException, WorktreeException {
        String head = requireReady();
        try (TemporaryIndex index = TemporaryIndex.copyOf(place.administration(), git)) {
            index.git().run("add", "--intent-to-add", "--", ".");
            return index.git()
                    .run(
                            "-c",
                            "diff.autoRefreshIndex=true",
                            "diff",
                            "--name-only",
                            "-z",
                            "--no-renames",
                            "--no-ext-diff",
                            "--no-relative",
                            "--ignore-submodules=dirty",
                            head,
                            "--")
                    .fields();
        }
    }

    /// The commit to go on from, if nothing speaks against that.
    private String requireReady() throws IOException, WorktreeException {
        String head = place.commitId()
                .orElseThrow(() -> new WorktreeException(
                        Kind.NO_COMMIT, place.directory() + " has no commit yet; make a first one, then try again"));
        refuseMoved(head);
        refuseHalfDone();
        refuseForeign();
        GitOutput author = git.tryRun("var", "GIT_AUTHOR_IDENT");
        if (!author.isSuccess()) {
            throw new WorktreeException(
                    Kind.NO_AUTHOR, "git knows nobody to commit as in " + place.directory() + ": " + author.errors());
        }
        return head;
    }

    /// The files of another branch are no work on this one. Looked at before the staging, so that nothing of
    /// the other is staged, and after it, for what was staged may be of the other.
    private void refuseMoved(String head) throws IOException, WorktreeException {
        GitReferences references = new GitReferences(git);
        Optional<String> branch = references.findTarget("HEAD");
        boolean isSame = branch.equals(place.branch().map(BranchName::ref))
                && references.findCommit("HEAD").equals(Optional.of(head));
        if (!isSame) {
            throw new WorktreeException(
                    Kind.MOVED,
                    "%s was checked out in %s at %s, and meanwhile something else is"
                            .formatted(
                                    place.branch().map(BranchName::value).orElse("no branch"),
                                    place.directory(),
                                    head));
        }
    }

    private void refuseHalfDone() throws IOException, WorktreeException {
        for (String name : UNDER_WAY) {
            if (Files.exists(place.administration().resolve(name))) {
                throw new WorktreeException(
                        Kind.HALF_DONE, "something is half done in %s: %s".formatted(place.directory(), name));
            }
        }
        String unmerged = git.run("diff", "--name-only", "--diff-filter=U").text();
        if (!unmerged.isEmpty()) {
            throw new WorktreeException(
                    Kind.HALF_DONE,
                    "%s has conflicts that nobody has resolved: %s"
                            .formatted(
                                    place.directory(),
                                    String.join(", ", unmerged.lines().toList())));
        }
    }

    /// git would take note of its commit only, which nobody else has.
    private void refuseForeign() throws IOException {
        List<String> foreign = git.run("ls-files", "-z", "--others", "--exclude-standard").fields().stream()
                .filter(path -> path.endsWith("/"))
                .toList();
        if (!foreign.isEmpty()) {
            throw new UnsaveableException("%s holds other repositories, which cannot be committed with it: %s"
                    .formatted(place.directory(), String.join(", ", foreign)));
        }
    }

    /// Moves the branch if it is still where it was; the log of HEAD says so too.
    public boolean advance(String commitId, String reason) throws IOException {
        Optional<BranchName> branch = place.branch();
        Optional<String> expected = place.commitId();
        return branch.isPresent()
                && expected.isPresent()
                && new GitReferences(git).move(branch.get().ref(), expected.get(), commitId, reason);
    }
}
