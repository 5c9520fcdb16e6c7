package dev.kugetsu.supervisor.daemon;

import dev.kugetsu.adapters.ProcessIdentity;
import java.time.Instant;
import java.util.UUID;

/// Who a daemon is.
///
/// @param instance a random word that its answers repeat, so that nobody is taken for it
/// @param version what it was built from
public record DaemonIdentity(ProcessIdentity process, String instance, String version, Instant startedAt) {

    /// A new one for this process.
    public static DaemonIdentity create(ProcessIdentity process, String version, Instant now) {
        return new DaemonIdentity(process, UUID.randomUUID().toString(), version, now);
    }
}
