package dev.kugetsu.adapters;

import java.time.Instant;
import java.util.Optional;

/// Why a turn did not succeed.
///
/// @param message one line for a person
/// @param retryAt when the provider says that it may be asked again; empty when it does not say
public record Failure(Kind kind, String message, Optional<Instant> retryAt) {

    /// A failure of which nobody says when it will be over.
    public Failure(Kind kind, String message) {
        this(kind, message, Optional.empty());
    }

    /// What kind of failure it is, as far as somebody acts differently.
    public enum Kind {
        /// The provider does not accept the credentials.
        AUTHENTICATION,
        /// Too many requests for now, or what may be used in a time is used up.
        RATE_LIMIT,
        /// The provider says that the request is wrong.
        BAD_REQUEST,
        /// The provider or the network failed, retries included.
        SERVER_ERROR,
        /// There is no such model or provider.
        UNKNOWN_MODEL,
        /// The harness does not know the session.
        SESSION_NOT_FOUND,
        /// A permission was refused and the turn could not go on.
        PERMISSION,
        /// The harness ended with an error that it did not explain.
        HARNESS_ERROR,
        /// The harness ended well but without an answer.
        NO_RESULT,
        /// A deadline passed.
        DEADLINE,
        /// Something has killed the process, or it is gone and nobody saw how it ended.
        PROCESS_GONE,
        /// The turn was never launched.
        NOT_STARTED,
        /// It was ended because it has spent what it may.
        BUDGET
    }
}
