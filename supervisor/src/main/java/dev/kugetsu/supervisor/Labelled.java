package dev.kugetsu.supervisor;

import java.util.Optional;

/// Something that is told of a session.
public interface Labelled {

    String sessionId();

    /// Empty for a session that works on no issue.
    Optional<String> issueRef();

    Optional<String> name();

    /// What a person calls the session: its issue, else its name, else its id.
    default String label() {
        return issueRef().or(this::name).orElseGet(this::sessionId);
    }
}
