package dev.kugetsu.worktrees.plumbing;

import java.io.IOException;

/// Something in a worktree cannot be written into the object store; the message names it and says why.
public final class UnsaveableException extends IOException {

    public UnsaveableException(String message) {
        super(message);
    }

    public UnsaveableException(String message, Throwable cause) {
        super(message, cause);
    }
}
