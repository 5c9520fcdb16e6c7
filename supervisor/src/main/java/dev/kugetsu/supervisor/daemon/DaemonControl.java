package dev.kugetsu.supervisor.daemon;

import dev.kugetsu.adapters.Liveness;
import dev.kugetsu.adapters.Processes;
import dev.kugetsu.supervisor.Daemon.State;
import dev.kugetsu.supervisor.Daemon.Status;
import dev.kugetsu.supervisor.home.KugetsuHome;
import java.time.Duration;
import java.util.Optional;

/// The daemon of a home as other processes see and steer it. Thread-safe.
public final class DaemonControl {

    private final DaemonFiles files;
    private final Processes processes;
    private final DaemonProbe probe;
    private final DaemonStart start;
    private final DaemonStop stop;

    public DaemonControl(KugetsuHome home, Processes processes, DaemonProgram program) {
        DaemonClient client = new DaemonClient();
        this.files = new DaemonFiles(home);
        this.processes = processes;
        this.probe = new DaemonProbe(home, files, client, processes);
        this.start = new DaemonStart(home, probe, program);
        this.stop = new DaemonStop(home.daemonLock(), files, probe, client, processes);
    }

    /// Looks at it; blocks for at most some seconds, and not at all when there is none.
    public Status status() {
        return probe.look().status();
    }

    /// Whether it takes turns now.
    public boolean isReady() {
        return status().state() == State.READY;
    }

    /// What the living daemon was built from; asks nobody.
    public Optional<String> findVersion() {
        return files.findHandshake()
                .map(Handshake::identity)
                .filter(identity -> processes.probe(identity.process()) == Liveness.ALIVE)
                .map(DaemonIdentity::version);
    }

    /// Brings it up and waits until it is ready.
    public Status start(Duration timeout) {
        return start.start(timeout);
    }

    /// Ends it and waits until its process is gone.
    public Status stop(Duration timeout) {
        return stop.stop(timeout);
    }
}
