package dev.kugetsu.adapters;

/// A standing answer to a permission that an agent may ask for, such as `external_directory:/tmp/*`.
///
/// @param permission the harness's own name of the permission
/// @param pattern what it is asked for; `*` stands for everything
public record PermissionRule(String permission, String pattern, Action action) {

    /// The answer.
    public enum Action {
        ALLOW,
        DENY
    }

    public PermissionRule {
        if (permission.isBlank() || pattern.isBlank()) {
            throw new IllegalArgumentException("a permission rule has a permission and a pattern");
        }
    }

    /// Reads `permission:pattern`, or `permission` alone for everything of that kind.
    ///
    /// @throws IllegalArgumentException when either part is empty
    public static PermissionRule allow(String text) {
        int colon = text.indexOf(':');
        return colon < 0
                ? new PermissionRule(text, "*", Action.ALLOW)
                : new PermissionRule(text.substring(0, colon), text.substring(colon + 1), Action.ALLOW);
    }

    /// The form that {@link #allow(String)} reads.
    @Override
    public String toString() {
        return permission + ":" + pattern;
    }
}
