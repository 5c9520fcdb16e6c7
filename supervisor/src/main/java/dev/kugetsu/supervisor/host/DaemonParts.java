package dev.kugetsu.supervisor.host;

import dev.kugetsu.supervisor.StopRequest;
import dev.kugetsu.supervisor.daemon.DaemonIdentity;
import dev.kugetsu.supervisor.daemon.DaemonProcess.Assembly;
import dev.kugetsu.supervisor.daemon.DaemonProcess.Boot;
import dev.kugetsu.supervisor.daemon.DaemonProcess.Readiness;
import dev.kugetsu.supervisor.home.KugetsuHome;
import java.util.Map;

/// Puts the components of a daemon together; starts none of them.
@FunctionalInterface
interface DaemonParts {

    Assembly assemble(Ground ground);

    /// What they stand on.
    ///
    /// @param stop ends the daemon
    record Ground(
            KugetsuHome home,
            Map<String, String> environment,
            DaemonIdentity identity,
            Boot boot,
            Readiness readiness,
            StopRequest stop) {}
}
