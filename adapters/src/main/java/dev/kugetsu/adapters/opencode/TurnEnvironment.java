package dev.kugetsu.adapters.opencode;

import java.util.Map;

/// The environment variables by which opencode is told what it is run for.
final class TurnEnvironment {

    /// Says what permissions an agent has; a JSON object that is merged into the user's own configuration.
    static final String PERMISSION = "OPENCODE_PERMISSION";

    /// A configuration besides those of the files.
    static final String CONFIGURATION = "OPENCODE_CONFIG_CONTENT";

    /// opencode 1.18: it would replace itself by a newer version that nobody has tested, and rename the terminal.
    static final Map<String, String> QUIET =
            Map.of("OPENCODE_DISABLE_AUTOUPDATE", "1", "OPENCODE_DISABLE_TERMINAL_TITLE", "1");

    private TurnEnvironment() {}
}
