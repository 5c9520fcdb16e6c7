package dev.kugetsu.worktrees.local;

import dev.kugetsu.worktrees.WorktreeException;
import dev.kugetsu.worktrees.WorktreeException.Kind;
import dev.kugetsu.worktrees.plumbing.BlockedReferenceException;
import dev.kugetsu.worktrees.plumbing.UnsaveableException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/// Turns failures of the disk into the port's exception, once, with what we were doing.
final class Failures {

    private Failures() {}

    /// An action on a repository.
    interface Action<T> {
        T run() throws IOException, WorktreeException;
    }

    static <T> T guard(String doing, Action<T> action) throws WorktreeException {
        try {
            return action.run();
        } catch (IOException e) {
            throw translate(doing, e);
        }
    }

    private static WorktreeException translate(String doing, IOException failure) {
        if (isDiskFull(failure)) {
            String message = "could not %s: the disk is full; free some space, then try again".formatted(doing);
            return new WorktreeException(Kind.DISK_FULL, message, failure);
        }
        if (failure instanceof UnsaveableException) {
            String message = failure.getMessage() + "; move it away, then try again";
            return new WorktreeException(Kind.UNSAVEABLE, message, failure);
        }
        if (failure instanceof BlockedReferenceException) {
            return new WorktreeException(Kind.BRANCH_BLOCKED, String.valueOf(failure.getMessage()), failure);
        }
        String message = "could not %s: %s".formatted(doing, reason(failure));
        return new WorktreeException(Kind.FAILED, message, failure);
    }

    /// Java has no type for it, only the text of the operating system, which git repeats.
    private static boolean isDiskFull(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            if (message.contains("No space left on device") || message.contains("Disk quota exceeded")) {
                return true;
            }
        }
        return false;
    }

    private static String reason(IOException failure) {
        return switch (failure) {
            case AccessDeniedException e -> "permission denied for " + e.getFile();
            case NoSuchFileException e -> e.getFile() + " does not exist";
            case FileSystemException e -> e.getFile() + ": " + e.getReason();
            default -> String.valueOf(failure.getMessage());
        };
    }
}
