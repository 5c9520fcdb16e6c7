package dev.kugetsu.worktrees.jgit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.worktrees.local.LocalWorktrees;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CoarseTimestampsTest {

    @Test
    void keepsJGitFromProbingBesideTheUsersFiles(@TempDir Path folder) throws Exception {
        new LocalWorktrees(Clock.systemUTC());
        try (WatchService watch = FileSystems.getDefault().newWatchService()) {
            WatchKey made = folder.register(watch, StandardWatchEventKinds.ENTRY_CREATE);

            FS.FileStoreAttributes attributes = FS.getFileStoreAttributes(folder);
            Files.createFile(folder.resolve("ours"));

            assertThat(attributes.getFsTimestampResolution()).isEqualTo(Duration.ofSeconds(2));
            assertThat(watch.poll(30, TimeUnit.SECONDS)).isSameAs(made);
            assertThat(made.pollEvents())
                    .extracting(event -> event.context().toString())
                    .containsExactly("ours");
        }
    }

    @Test
    void leavesOtherTimesAsTheyAreConfigured() throws Exception {
        new LocalWorktrees(Clock.systemUTC());
        StoredConfig config = SystemReader.getInstance().getUserConfig();

        assertThat(config.getTimeUnit("gc", null, "pruneexpire", 7_000, TimeUnit.MILLISECONDS))
                .isEqualTo(7_000);
    }
}
