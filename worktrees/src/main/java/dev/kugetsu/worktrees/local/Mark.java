package dev.kugetsu.worktrees.local;

import dev.kugetsu.worktrees.BranchName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Our own note in the administrative folder of a worktree: that it is ours, whose, and what it started from.
///
/// @param branch the branch that was made for it, or empty when HEAD was restored detached
/// @param preserved the reference that its last removal has saved work to, when that did not come to its end
record Mark(String owner, String baseCommit, Optional<BranchName> branch, Optional<String> preserved) {

    private static final String FILE = "kugetsu";

    static Optional<Mark> find(Path administration) throws IOException {
        Path file = administration.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        Map<String, String> values = new HashMap<>();
        for (String line : Files.readAllLines(file)) {
            int space = line.indexOf(' ');
            values.put(line.substring(0, Math.max(space, 0)), line.substring(space + 1));
        }
        String owner = values.get("owner");
        String base = values.get("base");
        if (owner == null || base == null) {
            // Half a note after a power cut is no proof that the worktree is ours.
            return Optional.empty();
        }
        return Optional.of(new Mark(
                owner,
                base,
                Optional.ofNullable(values.get("branch")).map(BranchName::new),
                Optional.ofNullable(values.get("preserved"))));
    }

    Mark withPreserved(String ref) {
        return new Mark(owner, baseCommit, branch, Optional.of(ref));
    }

    void write(Path administration) throws IOException {
        StringBuilder text = new StringBuilder("owner " + owner + "\nbase " + baseCommit + "\n");
        branch.ifPresent(name -> text.append("branch ").append(name).append('\n'));
        preserved.ifPresent(ref -> text.append("preserved ").append(ref).append('\n'));
        Path next = administration.resolve(FILE + ".next");
        Files.writeString(next, text);
        Files.move(next, administration.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
    }
}
