package dev.kugetsu.supervisor.reservation;

import dev.kugetsu.worktrees.BranchName;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A line of what git tells a pre-push hook: `<local ref> <local id> <remote ref> <remote id>`. The local ref
/// is what was written on the command line, and may have blanks: `HEAD^{/fix the bug}`.
record PushUpdate(String localRef, String remoteRef) {

    private static final String HEADS = "refs/heads/";
    private static final Pattern LINE = Pattern.compile("(\\S.*) \\S+ (\\S+) \\S+");

    /// Whatever is no such line is left out: a hook that does not understand stands in nobody's way.
    static List<PushUpdate> parse(String input) {
        return input.lines()
                .map(line -> LINE.matcher(line.strip()))
                .filter(Matcher::matches)
                .map(line -> new PushUpdate(line.group(1), line.group(2)))
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
