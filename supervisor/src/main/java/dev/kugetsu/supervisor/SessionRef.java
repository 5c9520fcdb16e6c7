package dev.kugetsu.supervisor;

import java.nio.file.Path;

/// What a user typed to name a session: an issue in any accepted form, or the id of the session or of one of
/// its turns, shortened to any prefix that is unique.
///
/// @param directory the absolute folder the user stands in
public record SessionRef(String text, Path directory) {

    @Override
    public String toString() {
        return text;
    }
}
