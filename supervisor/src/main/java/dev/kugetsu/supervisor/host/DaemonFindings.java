package dev.kugetsu.supervisor.host;

import dev.kugetsu.supervisor.Daemon.State;
import dev.kugetsu.supervisor.Daemon.Status;
import dev.kugetsu.supervisor.Housekeeping.Finding;
import dev.kugetsu.supervisor.Housekeeping.Finding.Level;
import dev.kugetsu.supervisor.daemon.DaemonControl;
import dev.kugetsu.supervisor.home.FileFault;
import dev.kugetsu.supervisor.maintenance.Backups;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What is to be said about the daemon of a home and what it looks after.
record DaemonFindings(DaemonControl daemon, Backups backups, Clock clock) {

    private static final Duration OLD = Duration.ofDays(2);

    List<Finding> find() {
        Status status = daemon.status();
        return List.of(daemon(status), backup(status.state()));
    }

    private static Finding daemon(Status status) {
        String state = status.state().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        String message = state + ": " + status.reason()
                + status.pid().map(pid -> ", process " + pid).orElse("");
        return switch (status.state()) {
            case STOPPED, READY, NOT_READY -> new Finding(Level.OK, "daemon", message, "");
            case STALE ->
                new Finding(Level.WARNING, "daemon", message, "run `kugetsu daemon start`, or clear up with `stop`");
            case UNHEALTHY ->
                new Finding(
                        Level.WARNING,
                        "daemon",
                        message,
                        "see `kugetsu daemon logs`, then run `kugetsu daemon restart`");
        };
    }

    /// Only a daemon makes them: without one, none is missed.
    private Finding backup(State state) {
        try {
            Optional<Instant> newest = backups.findNewest();
            boolean isMissed = state == State.READY
                    && newest.filter(time -> time.plus(OLD).isAfter(clock.instant()))
                            .isEmpty();
            String message = newest.map(time -> "the database was last copied at " + time)
                    .orElse("the database has never been copied; a daemon does that daily");
            return isMissed
                    ? new Finding(Level.WARNING, "backup", message, "see why in `kugetsu daemon logs`")
                    : new Finding(Level.OK, "backup", message, "");
        } catch (IOException e) {
            return new Finding(
                    Level.WARNING,
                    "backup",
                    "the copies cannot be listed: " + FileFault.words(e),
                    "check the folder backups");
        }
    }
}
