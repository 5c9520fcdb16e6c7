package dev.kugetsu.worktrees.local;

import dev.kugetsu.worktrees.plumbing.Capture;
import dev.kugetsu.worktrees.plumbing.LinkedWorktree;
import dev.kugetsu.worktrees.plumbing.Plumbing;
import dev.kugetsu.worktrees.plumbing.TreeEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What makes a restored worktree the same one, as a tree: `git/` holds git's files about it (the index as it
/// was, a merge or rebase in progress, its own settings), `bytes/` those files whose bytes git would not check
/// out again, `unmerged/` what only conflicts refer to.
final class StateTree {

    private static final String GIT = "git/";
    private static final String BYTES = "bytes/";
    private static final String UNMERGED = "unmerged/";

    /// Made anew with each worktree, or naming objects that nobody keeps.
    private static final Set<String> NOT_KEPT = Set.of(
            "HEAD", "gitdir", "commondir", "locked", "kugetsu", "logs", "refs", "modules", "ORIG_HEAD", "AUTO_MERGE");

    private static final Set<String> OPERATIONS = Set.of(
            "MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "rebase-merge", "rebase-apply", "sequencer", "BISECT_LOG");

    private static final Pattern OBJECT_ID = Pattern.compile("(?m)^[0-9a-f]{40}(?:[0-9a-f]{24})?$");

    private final Plumbing plumbing;

    StateTree(Plumbing plumbing) {
        this.plumbing = plumbing;
    }

    boolean isOperationInProgress(LinkedWorktree worktree) {
        return OPERATIONS.stream()
                .anyMatch(name -> Files.exists(worktree.administration().resolve(name)));
    }

    String write(LinkedWorktree worktree, Capture capture) throws IOException {
        List<TreeEntry> entries = new ArrayList<>();
        for (Path file : listFiles(worktree.administration())) {
            String path = GIT + worktree.administration().relativize(file);
            entries.add(
                    new TreeEntry(path, TreeEntry.REGULAR, plumbing.objects().writeBlob(file)));
        }
        for (TreeEntry raw : capture.rawFiles()) {
            entries.add(new TreeEntry(BYTES + raw.path(), TreeEntry.REGULAR, raw.objectId()));
        }
        for (String blob : new LinkedHashSet<>(capture.unmergedBlobs())) {
            entries.add(new TreeEntry(UNMERGED + blob, TreeEntry.REGULAR, blob));
        }
        return plumbing.objects().writeTree(entries);
    }

    /// The commits that an operation in progress needs, such as the one that is being merged.
    List<String> findCommits(LinkedWorktree worktree) throws IOException {
        Set<String> commits = new LinkedHashSet<>();
        for (Path file : listFiles(worktree.administration())) {
            if (file.getFileName().toString().matches("[A-Z_]*HEAD|onto|orig-head|stopped-sha")) {
                Matcher id = OBJECT_ID.matcher(Files.readString(file));
                while (id.find()) {
                    plumbing.references().findCommit(id.group()).ifPresent(commits::add);
                }
            }
        }
        return List.copyOf(commits);
    }

    /// Puts back those settings of the worktree that decide what a checkout writes.
    void putBackSettings(String treeId, LinkedWorktree worktree) throws IOException {
        putBack(
                treeId,
                worktree,
                entry -> entry.path().startsWith(GIT + "info/") || entry.path().equals(GIT + "config.worktree"));
    }

    /// Puts back all that {@link #write} has kept, over a fresh checkout.
    void putBack(String treeId, LinkedWorktree worktree) throws IOException {
        putBack(treeId, worktree, entry -> true);
    }

    private void putBack(String treeId, LinkedWorktree worktree, Predicate<TreeEntry> isWanted) throws IOException {
        for (TreeEntry entry : plumbing.objects().readTree(treeId)) {
            if (!isWanted.test(entry)) {
                continue;
            }
            Optional<Path> target = target(entry, worktree);
            if (target.isPresent()) {
                Files.createDirectories(target.get().getParent());
                plumbing.objects().copyBlob(entry.objectId(), target.get());
            }
        }
    }

    private static Optional<Path> target(TreeEntry entry, LinkedWorktree worktree) {
        String path = entry.path();
        if (path.startsWith(GIT)) {
            return Optional.of(worktree.administration().resolve(path.substring(GIT.length())));
        }
        if (path.startsWith(BYTES)) {
            return Optional.of(worktree.directory().resolve(path.substring(BYTES.length())));
        }
        return Optional.empty();
    }

    private static List<Path> listFiles(Path administration) throws IOException {
        try (var paths = Files.walk(administration)) {
            return paths.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                    .filter(path -> isKept(administration.relativize(path)))
                    .sorted()
                    .toList();
        }
    }

    private static boolean isKept(Path relative) {
        String name = relative.getFileName().toString();
        return !NOT_KEPT.contains(relative.getName(0).toString()) && !name.endsWith(".lock");
    }
}
