package dev.kugetsu.worktrees;

/// The short name of a local branch, such as `kugetsu/acme-app-42`, valid by git's own rules.
public record BranchName(String value) {

    public BranchName {
        if (!isValid(value)) {
            throw new IllegalArgumentException("git allows no branch '" + value + "'");
        }
    }

    /// The full name of its reference.
    public String ref() {
        return "refs/heads/" + value;
    }

    @Override
    public String toString() {
        return value;
    }

    /// Whether git allows a branch of that name, by the rules of `git check-ref-format --branch`.
    public static boolean isValid(String value) {
        if (value.isEmpty() || value.startsWith("-") || value.equals("@") || value.equals("HEAD")) {
            return false;
        }
        if (value.contains("..") || value.contains("@{") || value.contains("//") || value.endsWith(".")) {
            return false;
        }
        for (String part : value.split("/", -1)) {
            if (part.isEmpty() || part.startsWith(".") || part.endsWith(".lock")) {
                return false;
            }
        }
        return value.chars().noneMatch(c -> c <= ' ' || c == 0x7f || "~^:?*[\\".indexOf(c) >= 0);
    }
}
