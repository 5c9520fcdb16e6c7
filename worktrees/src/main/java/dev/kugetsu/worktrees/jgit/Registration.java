package dev.kugetsu.worktrees.jgit;

import dev.kugetsu.worktrees.plumbing.LinkedWorktree;
import dev.kugetsu.worktrees.plumbing.StoredCommit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;

/// Writes the administrative files of a new linked worktree as `git worktree add` does.
///
/// They are written aside and moved into place as a whole, so that git never sees a part of them. The layout is
/// that of gitrepository-layout(5), section `worktrees/`.
final class Registration {

    private final Path commonDirectory;

    Registration(Path commonDirectory) {
        this.commonDirectory = commonDirectory;
    }

    LinkedWorktree register(Path directory, String commitId, String lockReason) throws IOException {
        Path worktrees = commonDirectory.resolve("worktrees");
        Path administration = freeName(worktrees, directory);
        Path aside = Files.createTempDirectory(
                Files.createDirectories(commonDirectory.resolve("kugetsu")), Registration.ASIDE_PREFIX);
        Files.writeString(aside.resolve("locked"), lockReason);
        Files.writeString(aside.resolve("gitdir"), directory.resolve(".git") + "\n");
        Files.writeString(aside.resolve("commondir"), "../..\n");
        Files.writeString(aside.resolve("HEAD"), commitId + "\n");
        Files.writeString(aside.resolve("ORIG_HEAD"), commitId + "\n");
        Files.writeString(Files.createDirectory(aside.resolve("logs")).resolve("HEAD"), reflogLine(commitId));
        Files.createDirectory(aside.resolve("refs"));
        Files.createDirectories(worktrees);
        Files.setPosixFilePermissions(aside, Files.getPosixFilePermissions(worktrees, LinkOption.NOFOLLOW_LINKS));
        Files.move(aside, administration, StandardCopyOption.ATOMIC_MOVE);
        if (!Files.isDirectory(directory)) {
            Files.createDirectory(directory);
        }
        Files.writeString(directory.resolve(".git"), "gitdir: " + administration + "\n");
        return new LinkedWorktree(administration, directory);
    }

    /// What a registration that died before it was moved into place is named.
    static final String ASIDE_PREFIX = "registering-";

    private static Path freeName(Path worktrees, Path directory) {
        // The name is also part of references such as worktrees/<name>/HEAD.
        String wish = directory.getFileName().toString().replaceAll("[^A-Za-z0-9_-]+", "-");
        Path free = worktrees.resolve(wish);
        for (int suffix = 1; Files.exists(free, LinkOption.NOFOLLOW_LINKS); suffix++) {
            free = worktrees.resolve(wish + suffix);
        }
        return free;
    }

    private static String reflogLine(String commitId) {
        PersonIdent ident = new PersonIdent(StoredCommit.COMMITTER_NAME, StoredCommit.COMMITTER_EMAIL);
        PersonIdent now = new PersonIdent(ident, Instant.now());
        return "%s %s %s\tworktree: created%n".formatted(ObjectId.zeroId().name(), commitId, now.toExternalString());
    }
}
