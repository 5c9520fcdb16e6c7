package dev.kugetsu.supervisor;

import java.nio.file.Path;
import java.util.Optional;

/// What a user typed to name a session: an issue in any accepted form, the name of a session, or the id of the
/// session or of one of its turns, shortened to any prefix that is unique.
///
/// @param directory the absolute folder the user stands in
/// @param project the project that the session must be of; any when empty
public record SessionRef(String text, Path directory, Optional<ProjectId> project) {

    /// A session of whichever project.
    public SessionRef(String text, Path directory) {
        this(text, directory, Optional.empty());
    }

    @Override
    public String toString() {
        return text;
    }
}
