package dev.kugetsu.supervisor.maintenance;

import dev.kugetsu.supervisor.home.KugetsuHome;
import dev.kugetsu.supervisor.home.OwnFiles;
import dev.kugetsu.supervisor.store.Store;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Copies of the database, each whole and usable by itself. Not thread-safe.
public final class Backups {

    private static final Logger log = LoggerFactory.getLogger(Backups.class);
    private static final Duration INTERVAL = Duration.ofDays(1);
    private static final int KEPT = 3;
    private static final String PREFIX = "kugetsu-";
    private static final String SUFFIX = ".db";
    private static final String DRAFT = "unfinished" + SUFFIX + ".tmp";
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final KugetsuHome home;
    private final Clock clock;

    public Backups(KugetsuHome home, Clock clock) {
        this.home = home;
        this.clock = clock;
    }

    /// When the newest was made.
    public Optional<Instant> findNewest() throws IOException {
        return list().stream().findFirst().map(Backups::time);
    }

    /// Makes one unless the newest is younger than a day, and removes those that are too many. One that was made
    /// while the clock was ahead says nothing.
    void keepUp(Store store) throws IOException {
        Instant now = clock.instant();
        boolean isDue = list().stream()
                .map(Backups::time)
                .filter(made -> !made.isAfter(now))
                .findFirst()
                .filter(newest -> newest.plus(INTERVAL).isAfter(now))
                .isEmpty();
        if (isDue) {
            make(store);
            removeOld();
        }
    }

    /// Readers and writers go on meanwhile: the copy is of the state at its beginning.
    private void make(Store store) throws IOException {
        OwnFiles.makeFolder(home.backups());
        Path draft = home.backups().resolve(DRAFT);
        Files.deleteIfExists(draft);
        long needed = Files.size(home.database());
        if (Files.getFileStore(home.backups()).getUsableSpace() < 2 * needed) {
            throw new IOException("no backup: it takes " + needed + " bytes, and the disk has not twice as many");
        }
        try {
            // SQLite takes an empty file for none, and keeps its mode.
            OwnFiles.makeFile(draft);
            store.maintain(handle -> handle.execute("VACUUM INTO ?", draft.toString()));
            try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Path file = home.backups().resolve(PREFIX + NAME.format(clock.instant()) + SUFFIX);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            log.info("the database is copied to {}", file);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private void removeOld() throws IOException {
        for (Path old : list().stream().skip(KEPT).toList()) {
            Files.deleteIfExists(old);
        }
    }

    /// The newest first.
    private List<Path> list() throws IOException {
        try (Stream<Path> files = Files.list(home.backups())) {
            return files.filter(Backups::isBackup)
                    .sorted(Comparator.comparing(Path::getFileName).reversed())
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    private static boolean isBackup(Path file) {
        return file.getFileName().toString().matches(PREFIX + "\\d{8}T\\d{6}Z\\" + SUFFIX);
    }

    private static Instant time(Path file) {
        String name = file.getFileName().toString();
        return NAME.parse(name.substring(PREFIX.length(), name.length() - SUFFIX.length()), Instant::from);
    }
}
