package dev.kugetsu.worktrees.jgit;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.jgit.errors.LockFailedException;

/// Waits for the lock files of a git that works on the same references; it holds them for milliseconds.
final class LockRetry {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private LockRetry() {}

    /// One try; empty when a lock was in the way.
    interface Attempt<T> {
        Optional<T> run() throws IOException;
    }

    static <T> T until(String what, Attempt<T> attempt) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Optional<T> answer = tryOnce(attempt);
            if (answer.isPresent()) {
                return answer.get();
            }
            if (System.nanoTime() > deadline) {
                throw new IOException("another git has held the lock of " + what + " for " + PATIENCE.toSeconds()
                        + " s; if none is running, remove the left-over .lock file");
            }
            pause();
        }
    }

    private static <T> Optional<T> tryOnce(Attempt<T> attempt) throws IOException {
        try {
            return attempt.run();
        } catch (LockFailedException e) {
            return Optional.empty();
        }
    }

    private static void pause() throws InterruptedIOException {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(5, 25));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for a lock of git");
        }
    }
}
