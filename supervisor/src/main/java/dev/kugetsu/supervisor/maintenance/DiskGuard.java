package dev.kugetsu.supervisor.maintenance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Watches the room on the disk of the home; says once that it gets scarce, and once that it is over. Thread-safe.
final class DiskGuard {

    private static final Logger log = LoggerFactory.getLogger(DiskGuard.class);

    private final Path folder;
    private final long scarceBytes;
    private final AtomicBoolean isScarce = new AtomicBoolean();

    DiskGuard(Path folder, long scarceBytes) {
        this.folder = folder;
        this.scarceBytes = scarceBytes;
    }

    void look() throws IOException {
        long free = Files.getFileStore(folder).getUsableSpace();
        boolean isScarceNow = free < scarceBytes;
        if (isScarce.getAndSet(isScarceNow) != isScarceNow) {
            if (isScarceNow) {
                log.warn("only {} MiB are free for {}: make room", free >> 20, folder);
            } else {
                log.info("{} MiB are free for {} again", free >> 20, folder);
            }
        }
    }
}
