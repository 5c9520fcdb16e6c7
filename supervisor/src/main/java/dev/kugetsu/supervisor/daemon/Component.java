package dev.kugetsu.supervisor.daemon;

/// A part of the daemon, such as the dispatcher or the server. Started once and closed once, in this order, by one
/// thread; what it throws from a thread of its own ends the daemon.
public interface Component extends AutoCloseable {

    /// What the log calls it.
    String name();

    /// Returns when it works.
    ///
    /// @throws dev.kugetsu.supervisor.KugetsuException when it cannot, for a reason that a user can mend
    void start();

    /// Returns when its threads have let go; running turns are left to themselves.
    @Override
    void close();
}
