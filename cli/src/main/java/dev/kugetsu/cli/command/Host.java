package dev.kugetsu.cli.command;

import dev.kugetsu.supervisor.Daemon;
import dev.kugetsu.supervisor.Supervisor;

/// What a command works on.
public interface Host {

    /// Opens the supervisor; the command closes it.
    Supervisor open();

    /// The daemon of the same home; opens nothing.
    Daemon daemon();
}
