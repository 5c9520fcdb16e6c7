package dev.kugetsu.supervisor.hook;

import dev.kugetsu.adapters.hook.HookFileException;
import dev.kugetsu.adapters.hook.HookInstallation;
import dev.kugetsu.adapters.hook.HookInstallation.FileChange;
import dev.kugetsu.adapters.hook.HookInstallation.Reach;
import dev.kugetsu.supervisor.coordination.HookFiles.GitStanding;
import dev.kugetsu.worktrees.Exclusions;
import dev.kugetsu.worktrees.Exclusions.Standing;
import dev.kugetsu.worktrees.WorktreeException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/// Keeps files with our entries out of commits: they name a program of this machine. That git cannot be had is
/// said, and stops nobody.
final class HiddenFiles {

    /// What was seen.
    record Seen(Optional<GitStanding> git, Optional<String> note) {
        static final Seen NOTHING = new Seen(Optional.empty(), Optional.empty());
    }

    private final Exclusions exclusions;

    HiddenFiles(Exclusions exclusions) {
        this.exclusions = exclusions;
    }

    /// After our entries were written: so that a removal at the same time leaves no file without its line.
    Seen hide(HookInstallation installation, Path root) throws HookFileException {
        if (!isOfTheTree(installation) || !installation.isAlone(root)) {
            return look(installation, root);
        }
        Path file = installation.file(root);
        try {
            return seen(exclusions.add(root, file), file);
        } catch (WorktreeException e) {
            return unknown(file, e);
        }
    }

    /// What [#hide] would do after such a change.
    Seen foresee(HookInstallation installation, Path root, Optional<FileChange> change) {
        Seen seen = look(installation, root);
        return change.filter(FileChange.MADE::equals).isPresent() && seen.git().equals(Optional.of(GitStanding.SHOWN))
                ? new Seen(
                        seen.git(),
                        Optional.of("%s would get a line in `.git/info/exclude`, so that git overlooks it"
                                .formatted(installation.file(root))))
                : new Seen(seen.git(), Optional.empty());
    }

    Seen look(HookInstallation installation, Path root) {
        if (!isOfTheTree(installation)) {
            return Seen.NOTHING;
        }
        Path file = installation.file(root);
        try {
            return seen(exclusions.find(root, file), file);
        } catch (WorktreeException e) {
            return unknown(file, e);
        }
    }

    /// After our entries were taken away.
    Seen show(HookInstallation installation, Path root) {
        Path file = installation.file(root);
        if (!isOfTheTree(installation) || Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return Seen.NOTHING;
        }
        try {
            exclusions.remove(root, file);
            return Seen.NOTHING;
        } catch (WorktreeException e) {
            return new Seen(
                    Optional.empty(),
                    Optional.of("git may go on overlooking %s, which is gone: %s".formatted(file, e.getMessage())));
        }
    }

    private static boolean isOfTheTree(HookInstallation installation) {
        return installation.reach() == Reach.WORKING_TREE;
    }

    private static Seen seen(Standing standing, Path file) {
        return switch (standing) {
            case TRACKED ->
                new Seen(
                        Optional.of(GitStanding.TRACKED),
                        Optional.of(("%s is tracked: what kugetsu has written there shows in `git status`, and"
                                        + " `kugetsu reservation capture` commits it")
                                .formatted(file)));
            case IGNORED -> new Seen(Optional.of(GitStanding.IGNORED), Optional.empty());
            case SHOWN ->
                new Seen(
                        Optional.of(GitStanding.SHOWN),
                        Optional.of(("%s shows in `git status`, and `kugetsu reservation capture` commits it unless"
                                        + " the repository ignores it")
                                .formatted(file)));
        };
    }

    private static Seen unknown(Path file, WorktreeException failure) {
        return new Seen(
                Optional.empty(),
                Optional.of("%s may show in `git status`, and `kugetsu reservation capture` would commit it then: %s"
                        .formatted(file, failure.getMessage())));
    }
}
