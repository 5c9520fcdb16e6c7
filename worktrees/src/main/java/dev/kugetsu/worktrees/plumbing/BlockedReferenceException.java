package dev.kugetsu.worktrees.plumbing;

import java.io.IOException;

/// A reference cannot be made because of another one: `a` and `a/b` cannot exist side by side.
public final class BlockedReferenceException extends IOException {

    private static final String HEADS = "refs/heads/";

    public BlockedReferenceException(String ref, String inTheWay) {
        super("%s cannot be made because %s exists".formatted(named(ref), named(inTheWay)));
    }

    private static String named(String ref) {
        return ref.startsWith(HEADS) ? "branch '" + ref.substring(HEADS.length()) + "'" : "reference '" + ref + "'";
    }
}
