package dev.kugetsu.supervisor.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Room that a file keeps for the day on which the disk is full: then the database gets it, so that turns can still be
/// stopped, looked at and recorded. Thread-safe, across processes too.
final class Reserve {

    static final int BYTES = 4 << 20;

    /// Nobody puts the last room aside.
    private static final long LEAST_FREE = 16L * BYTES;

    private static final Logger log = LoggerFactory.getLogger(Reserve.class);

    private final Path file;

    Reserve(Path file) {
        this.file = file;
    }

    /// Puts room aside, unless that is done, or there is little.
    void stock() {
        try {
            if (Files.notExists(file) && Files.getFileStore(file.getParent()).getUsableSpace() >= LEAST_FREE) {
                fill();
            }
        } catch (IOException e) {
            log.debug("no room is put aside: {}", e.toString());
        }
    }

    private void fill() throws IOException {
        Path draft = Files.createTempFile(file.getParent(), file.getFileName() + ".", "");
        try {
            Files.write(draft, new byte[BYTES]);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /// Gives the room to whoever is first to take it.
    ///
    /// @return whether there was any
    boolean release() {
        try {
            boolean isReleased = Files.deleteIfExists(file);
            if (isReleased) {
                log.warn("the disk is full: {} bytes that were put aside are given to the database", BYTES);
            }
            return isReleased;
        } catch (IOException e) {
            log.warn("room that was put aside cannot be given to the database: {}", e.toString());
            return false;
        }
    }
}
