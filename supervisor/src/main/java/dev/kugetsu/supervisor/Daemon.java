package dev.kugetsu.supervisor;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The daemon of one home, as everybody outside of it sees it: the long-lived process that hosts a supervisor.
///
/// Opens no store and changes nothing but what the methods say. Thread-safe. All methods throw
/// [KugetsuException] and nothing else that a user could mend.
public interface Daemon {

    /// Looks at it; blocks for at most two seconds.
    Status status();

    /// Starts it as a process of its own and blocks until it is ready. One that is ready already is success;
    /// one that is not ready yet is waited for, and never is a second one started.
    ///
    /// @throws KugetsuException `UNAVAILABLE` when it is not ready in time; the message carries the end of
    /// its log
    Status start(Duration timeout);

    /// Asks it to end and blocks until its process is gone; running turns go on. Ends only what is proven to be
    /// the daemon of this home, and clears away what a dead one has left.
    ///
    /// @return what it was before
    /// @throws KugetsuException `CONFLICT` when something lives in its place that is not proven to be ours,
    ///   `UNAVAILABLE` when it has not ended in time
    Status stop(Duration timeout);

    /// Called before a turn is handed over: starts the daemon when `daemon.autostart` asks for that, unless
    /// an agent calls.
    ///
    /// @return what the user should know: that it could not be started, that it lives and does not answer,
    ///   that it is of another build
    List<Notice> prepare();

    /// Where a daemon writes that was started by {@link #start}; systemd keeps what its own daemons write.
    Path log();

    /// Is the daemon, in this very process, until somebody asks it to stop.
    ///
    /// @throws KugetsuException `CONFLICT` when this home has a daemon, `UNAVAILABLE` when a part cannot start
    /// @throws IllegalStateException when a part has crashed
    void run(StopRequest stop);

    /// How it is, derived from what can be seen.
    enum State {
        /// There is none.
        STOPPED,
        /// It has died and left its handshake behind.
        STALE,
        /// Its process lives and does not answer as it should.
        UNHEALTHY,
        /// It is starting, or ending.
        NOT_READY,
        /// It takes turns.
        READY
    }

    /// A look at it.
    ///
    /// @param reason one line that says why the state is what it is
    /// @param pid empty when it is stopped
    /// @param port on the loopback address, empty until it is known
    /// @param version what it was built from
    /// @param notices what holds up new turns whatever the state is, such as a full disk, one line each
    record Status(
            State state,
            String reason,
            Optional<Long> pid,
            Optional<Integer> port,
            Optional<String> socket,
            Optional<Instant> startedAt,
            Optional<String> version,
            List<String> notices) {
        public Status {
            notices = List.copyOf(notices);
        }

        /// A look that has found nothing but the state.
        public static Status of(State state, String reason) {
            return new Status(
                    state,
                    reason,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of());
        }

        /// The same with what else is to be told.
        public Status noting(List<String> newNotices) {
            return new Status(state, reason, pid, port, socket, startedAt, version, newNotices);
        }
    }

    /// Something that the user should know and that stops nothing.
    record Notice(String message, String next) {}
}
