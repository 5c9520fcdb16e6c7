package dev.kugetsu.worktrees.gitcli;

import dev.kugetsu.worktrees.Exclusions.Standing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// Asks the git program what it ignores in a working tree, and by which list of this machine.
public final class GitIgnoring {

    private static final String WORKTREE = "worktree ";

    private final GitCommand git;

    /// For the working tree that a folder is in.
    public GitIgnoring(Path folder) {
        this.git = GitCommand.of(folder);
    }

    /// The root of the working tree, a real path.
    public Path root() throws IOException {
        return path("--show-toplevel");
    }

    /// The folder that all worktrees of the repository share, a real path.
    public Path commonDirectory() throws IOException {
        return path("--git-common-dir").toRealPath();
    }

    /// How git takes a file.
    ///
    /// @param file absolute, not reached through a link
    public Standing find(Path file) throws IOException {
        if (!git.run("--literal-pathspecs", "ls-files", "-z", "--", file.toString())
                .fields()
                .isEmpty()) {
            return Standing.TRACKED;
        }
        GitOutput ignored = git.tryRun("check-ignore", "--quiet", "--", file.toString());
        return switch (ignored.exitCode()) {
            case 0 -> Standing.IGNORED;
            case 1 -> Standing.SHOWN;
            default -> throw new IOException("git cannot tell whether it ignores " + file + ": " + ignored.errors());
        };
    }

    /// The roots of all worktrees, those included whose folders are gone.
    public List<Path> listWorktrees() throws IOException {
        return git.run("worktree", "list", "--porcelain", "-z").fields().stream()
                .filter(field -> field.startsWith(WORKTREE))
                .map(field -> Path.of(field.substring(WORKTREE.length())))
                .toList();
    }

    /// All but git's line end belongs to the path.
    private Path path(String what) throws IOException {
        byte[] line = git.run("rev-parse", "--path-format=absolute", what).bytes();
        return Path.of(new String(line, 0, line.length - 1, StandardCharsets.UTF_8));
    }
}
