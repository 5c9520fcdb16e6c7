package dev.kugetsu.supervisor.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Random;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A file that takes room for the day on which the disk is full: then the database gets it, so that turns can still be
/// stopped, looked at and recorded. Thread-safe, across processes too.
final class Ballast {

    static final int BYTES = 4 << 20;

    /// Nobody puts the last room aside.
    private static final long LEAST_FREE = 16L * BYTES;

    private static final Logger log = LoggerFactory.getLogger(Ballast.class);

    private final Path file;

    Ballast(Path file) {
        this.file = file;
    }

    /// Takes the room, unless that is done, or there is little.
    void take() {
        try {
            if (Files.notExists(file) && Files.getFileStore(file.getParent()).getUsableSpace() >= LEAST_FREE) {
                fill();
            }
        } catch (IOException e) {
            log.debug("there is no ballast: {}", e.toString());
        }
    }

    private void fill() throws IOException {
        Path draft = Files.createTempFile(file.getParent(), file.getFileName() + ".", "");
        try {
            byte[] bytes = new byte[BYTES];
            // Some file systems keep next to nothing of what can be compressed.
            new Random().nextBytes(bytes);
            Files.write(draft, bytes);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /// Drops it; the room is for whoever is first to take it.
    ///
    /// @return whether there was any
    boolean drop() {
        try {
            boolean isDropped = Files.deleteIfExists(file);
            if (isDropped) {
                log.warn("the disk is full: {} bytes of ballast are dropped for the database", BYTES);
            }
            return isDropped;
        } catch (IOException e) {
            log.warn("the ballast cannot be dropped: {}", e.toString());
            return false;
        }
    }
}
