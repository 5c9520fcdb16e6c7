package dev.kugetsu.worktrees.jgit;

import java.nio.file.Path;
import java.util.Optional;

/// Checks whether this Java process sees the user's settings and the names of files as git does.
final class MachineCheck {

    private MachineCheck() {}

    static Optional<String> findReason() {
        String encoding = System.getProperty("sun.jnu.encoding", "");
        if (!encoding.equalsIgnoreCase("UTF-8")) {
            return Optional.of("Java takes file names as %s, not UTF-8; the locale says so".formatted(encoding));
        }
        // JGit reads the user's configuration from Java's user.home, git from HOME.
        String home = System.getenv("HOME");
        if (home != null && !isSame(home, System.getProperty("user.home", ""))) {
            return Optional.of("HOME is %s, but Java's user.home is not".formatted(home));
        }
        return Optional.empty();
    }

    private static boolean isSame(String home, String userHome) {
        return Path.of(home).normalize().equals(Path.of(userHome).normalize());
    }
}
