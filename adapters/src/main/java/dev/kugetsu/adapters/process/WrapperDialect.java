package dev.kugetsu.adapters.process;

import java.util.Locale;

/// From where the wrapper reads the process table; must be where we read it, or it would have another identity.
enum WrapperDialect {
    PROCFS,
    PS;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
