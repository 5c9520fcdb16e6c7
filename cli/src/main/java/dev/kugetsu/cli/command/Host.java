package dev.kugetsu.cli.command;

import dev.kugetsu.supervisor.Supervisor;

/// Opens the supervisor for a command; the command closes it.
@FunctionalInterface
public interface Host {

    Supervisor open();
}
