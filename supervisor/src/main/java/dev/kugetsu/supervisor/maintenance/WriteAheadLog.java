package dev.kugetsu.supervisor.maintenance;

import dev.kugetsu.supervisor.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Shortens the write-ahead log of the database when it has grown: SQLite writes it back by itself, but the file keeps
/// its largest size, and grows for as long as somebody reads an old state. Thread-safe.
final class WriteAheadLog {

    private static final Logger log = LoggerFactory.getLogger(WriteAheadLog.class);

    private final Path file;
    private final long largestBytes;

    WriteAheadLog(Path database, long largestBytes) {
        this.file = database.resolveSibling(database.getFileName() + "-wal");
        this.largestBytes = largestBytes;
    }

    /// Gives way to others: whoever reads or writes at this moment makes it wait for the next time.
    void shorten(Store store) throws IOException {
        long before = size();
        if (before <= largestBytes) {
            return;
        }
        store.maintain(handle -> {
            handle.execute("PRAGMA busy_timeout = 100");
            return handle.createQuery("PRAGMA wal_checkpoint(TRUNCATE)")
                    .mapToMap()
                    .list();
        });
        log.info("the write-ahead log had {} bytes and has {}", before, size());
    }

    private long size() throws IOException {
        try {
            return Files.size(file);
        } catch (NoSuchFileException e) {
            return 0;
        }
    }
}
