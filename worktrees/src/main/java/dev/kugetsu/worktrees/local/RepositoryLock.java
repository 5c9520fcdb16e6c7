package dev.kugetsu.worktrees.local;

import dev.kugetsu.worktrees.WorktreeException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/// Lets one thread of one process at a time change a repository's references and administrative files.
///
/// The kernel frees the lock when its holder dies. Not reentrant. Git itself does not know it; git's own lock
/// files are respected besides.
final class RepositoryLock {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private RepositoryLock() {}

    static <T> T hold(Path commonDirectory, Failures.Action<T> action) throws IOException, WorktreeException {
        Path folder =
                Files.createDirectories(commonDirectory.resolve("kugetsu")).toRealPath();
        Path file = folder.resolve("lock");
        // POSIX gives such a lock to the process, and takes it away when any channel of the process to the file is
        // closed. So the threads need a lock of their own that is one per process: the interned name is.
        synchronized (file.toString().intern()) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                FileLock lock = await(channel, file);
                try {
                    return action.run();
                } finally {
                    lock.release();
                }
            }
        }
    }

    private static FileLock await(FileChannel channel, Path file) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return lock;
            }
            if (System.nanoTime() > deadline) {
                throw new IOException("another process has held %s for %d s; `fuser %s` names it"
                        .formatted(file, PATIENCE.toSeconds(), file));
            }
            pause();
        }
    }

    private static void pause() throws InterruptedIOException {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(2, 20));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for the repository's lock");
        }
    }
}
