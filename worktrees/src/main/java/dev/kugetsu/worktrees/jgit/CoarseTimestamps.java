package dev.kugetsu.worktrees.jgit;

import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.lib.DefaultTypedConfigGetter;
import org.eclipse.jgit.util.FS.FileStoreAttributes;
import org.jspecify.annotations.Nullable;

/// Tells JGit how finely file systems keep time, so that it does not find out by itself.
///
/// JGit 7.8.1 would write files called `.probe-…` beside what it looks at, measure for a while, and keep the answer
/// in the user's `~/.config/jgit/config`. The answer here is what it falls back on when it cannot measure: right for
/// every file system, at the price that a file which changed a moment ago is read once more.
public final class CoarseTimestamps extends DefaultTypedConfigGetter {

    private CoarseTimestamps() {}

    /// Holds for the whole process, because JGit has no other place for it; idempotent. Wakes nothing of JGit's
    /// up, which would take longer than most of what a process that never uses it does.
    public static void install() {
        Config.setTypedConfigGetter(new CoarseTimestamps());
    }

    @Override
    public @Nullable Long getTimeUnit(
            Config config,
            String section,
            @Nullable String subsection,
            String name,
            @Nullable Long defaultValue,
            TimeUnit wanted) {
        return section.equals(ConfigConstants.CONFIG_FILESYSTEM_SECTION)
                ? Long.valueOf(wanted.convert(FileStoreAttributes.FALLBACK_TIMESTAMP_RESOLUTION))
                : super.getTimeUnit(config, section, subsection, name, defaultValue, wanted);
    }
}
