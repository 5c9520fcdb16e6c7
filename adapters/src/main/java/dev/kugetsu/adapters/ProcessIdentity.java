package dev.kugetsu.adapters;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One process for all time: pids come back, they all do after a reboot, and each container counts its own.
///
/// @param startTicks when the process started, in the system's own unit since boot (Linux: field 22 of
///   `/proc/<pid>/stat`)
/// @param bootId names the boot during which the process started
/// @param namespace names what the pid is counted in during that boot (Linux: the inode of `/proc/self/ns/pid`);
///   empty where there is but one, and in what was written before it was recorded
public record ProcessIdentity(long pid, long startTicks, String bootId, Optional<String> namespace) {

    private static final Pattern FORM = Pattern.compile("(\\d+) (\\d+) (\\S+)(?: (\\S+))?");

    public ProcessIdentity {
        if (pid <= 0 || startTicks < 0 || bootId.isBlank()) {
            throw new IllegalArgumentException("not a process: " + pid + " " + startTicks + " '" + bootId + "'");
        }
    }

    public ProcessIdentity(long pid, long startTicks, String bootId) {
        this(pid, startTicks, bootId, Optional.empty());
    }

    /// Reads what {@link #toString} writes.
    ///
    /// @throws IllegalArgumentException when the text has another form
    public static ProcessIdentity parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a process identity: '" + text + "'");
        }
        return new ProcessIdentity(
                Long.parseLong(matcher.group(1)),
                Long.parseLong(matcher.group(2)),
                matcher.group(3),
                Optional.ofNullable(matcher.group(4)));
    }

    /// Whether both pids are counted alike, so that they can be compared; what is not known counts as alike.
    public boolean isCountedAs(ProcessIdentity other) {
        return bootId.equals(other.bootId)
                && (namespace.isEmpty() || other.namespace.isEmpty() || namespace.equals(other.namespace));
    }

    /// Whether both are the same process as far as is known of them.
    public boolean matches(ProcessIdentity other) {
        return pid == other.pid && startTicks == other.startTicks && isCountedAs(other);
    }

    @Override
    public String toString() {
        return pid + " " + startTicks + " " + bootId
                + namespace.map(name -> " " + name).orElse("");
    }
}
