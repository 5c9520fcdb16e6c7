package dev.kugetsu.adapters.process;

import java.util.List;
import java.util.Locale;

/// From where the wrapper reads the process table; must be where we read it, or it would have another identity.
enum WrapperDialect {
    /// Linux.
    PROCFS,
    /// macOS, which has no `setsid` but a perl.
    PS;

    /// Runs the command that follows in a process session of its own, under the same pid.
    List<String> newSession() {
        return switch (this) {
            case PROCFS -> List.of("setsid");
            case PS ->
                List.of(
                        "perl",
                        "-e",
                        "use POSIX; POSIX::setsid() > 0 or die qq(setsid: $!); exec @ARGV or die qq(exec: $!)");
        };
    }

    /// How `wrapper.sh` knows it.
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
