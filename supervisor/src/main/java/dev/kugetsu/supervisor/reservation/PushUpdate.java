package dev.kugetsu.supervisor.reservation;

import dev.kugetsu.worktrees.BranchName;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A line of what git tells a pre-push hook: `<local ref> <local id> <remote ref> <remote id>`.
record PushUpdate(String localRef, String remoteRef) {

    private static final String HEADS = "refs/heads/";

    /// Whatever is no such line is left out: a hook that does not understand stands in nobody's way.
    static List<PushUpdate> parse(String input) {
        return input.lines()
                .map(line -> line.strip().split(" ", -1))
                .filter(words -> words.length == 4)
                .map(words -> new PushUpdate(words[0], words[2]))
                .toList();
    }

    /// The branch that would change, and the one whose work would be seen.
    List<BranchName> branches() {
        return Stream.of(remoteRef, localRef)
                .flatMap(ref -> branch(ref).stream())
                .distinct()
                .toList();
    }

    private static Optional<BranchName> branch(String ref) {
        return Optional.of(ref)
                .filter(name -> name.startsWith(HEADS))
                .map(name -> name.substring(HEADS.length()))
                .filter(BranchName::isValid)
                .map(BranchName::new);
    }
}
