package dev.kugetsu.adapters.hook;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The patch language of `apply_patch`, as far as it names files.
///
/// codex 0.169.0 and opencode 1.18.33: a patch has any number of sections, each headed by a line `*** Add
/// File: P`, `*** Update File: P` or `*** Delete File: P`; an update may be followed by `*** Move to: P`.
/// Blanks around a head are ignored, so a line of context that looks like one counts too: rather a file too
/// many than one too few.
final class PatchText {

    private static final List<String> HEADS =
            List.of("*** Add File:", "*** Update File:", "*** Delete File:", "*** Move to:");

    private PatchText() {}

    /// Every file that the patch adds, changes, deletes or moves, each once, in the patch's order.
    static Stream<String> files(String patch) {
        return patch.lines().flatMap(line -> file(line).stream()).distinct();
    }

    private static Optional<String> file(String line) {
        String head = line.strip();
        return HEADS.stream()
                .filter(head::startsWith)
                .map(start -> head.substring(start.length()).strip())
                .filter(file -> !file.isEmpty())
                .findFirst();
    }
}
