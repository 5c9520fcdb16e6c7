package dev.kugetsu.supervisor;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Something that a user asked for could not be done; the message names the thing, what happened and why.
public final class KugetsuException extends RuntimeException {

    /// What went wrong, as far as a caller acts differently. Each kind has one exit code and one HTTP status.
    public enum Kind {
        /// The request itself is wrong.
        INVALID_INPUT,
        /// Somebody else holds it, or it is there already.
        CONFLICT,
        NOT_FOUND,
        /// It was there and is not kept any more.
        GONE,
        /// Something that is needed is missing: a harness, a base session, a repository, room on the disk.
        UNAVAILABLE,
        /// It was done, and it failed.
        FAILED,
        /// The caller gave up.
        INTERRUPTED
    }

    private final Kind kind;
    private final @Nullable String next;
    private final @Nullable Record details;

    public KugetsuException(Kind kind, String message) {
        this(kind, message, null, null, null);
    }

    /// @param next what the user can do about it, best as a command
    public KugetsuException(Kind kind, String message, @Nullable String next) {
        this(kind, message, next, null, null);
    }

    public KugetsuException(Kind kind, String message, @Nullable String next, @Nullable Throwable cause) {
        this(kind, message, next, cause, null);
    }

    /// @param details the facts behind the message, for programs
    public KugetsuException(Kind kind, String message, @Nullable String next, Record details) {
        this(kind, message, next, null, details);
    }

    private KugetsuException(
            Kind kind, String message, @Nullable String next, @Nullable Throwable cause, @Nullable Record details) {
        super(message, cause);
        this.kind = kind;
        this.next = next;
        this.details = details;
    }

    public Kind kind() {
        return kind;
    }

    public Optional<String> next() {
        return Optional.ofNullable(next);
    }

    /// What a program needs to know of it, such as who holds what was wanted.
    public Optional<Record> details() {
        return Optional.ofNullable(details);
    }
}
