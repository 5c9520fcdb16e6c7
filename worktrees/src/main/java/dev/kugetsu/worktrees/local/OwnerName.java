package dev.kugetsu.worktrees.local;

import java.util.regex.Pattern;

/// The name of a worktree's owner, which becomes part of references and files.
final class OwnerName {

    private static final Pattern VALID = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9_-]*(\\.[A-Za-z0-9_-]+)*");

    private OwnerName() {}

    static void check(String owner) {
        if (!VALID.matcher(owner).matches() || owner.endsWith(".lock")) {
            throw new IllegalArgumentException(
                    "the owner '%s' must consist of letters, digits, '-', '_' and single dots".formatted(owner));
        }
    }
}
