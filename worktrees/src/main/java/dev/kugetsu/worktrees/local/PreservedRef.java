package dev.kugetsu.worktrees.local;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/// The reference of saved work, `refs/kugetsu/preserved/<owner>/<UTC time>`.
record PreservedRef(String owner, Instant savedAt) {

    static final String PREFIX = "refs/kugetsu/preserved/";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

    static String name(String owner, Instant savedAt) {
        return PREFIX + owner + "/" + TIME.format(savedAt);
    }

    /// Empty for a reference that is not of this form.
    static Optional<PreservedRef> parse(String ref) {
        String[] parts = ref.substring(PREFIX.length()).split("/", -1);
        if (parts.length != 2) {
            return Optional.empty();
        }
        try {
            return Optional.of(new PreservedRef(parts[0], TIME.parse(parts[1], Instant::from)));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
