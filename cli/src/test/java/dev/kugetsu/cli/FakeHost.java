package dev.kugetsu.cli;

import dev.kugetsu.cli.command.Host;
import dev.kugetsu.supervisor.Daemon;
import dev.kugetsu.supervisor.Supervisor;

/// A supervisor and a daemon that are none.
record FakeHost(Supervisor supervisor, Daemon daemon) implements Host {

    @Override
    public Supervisor open() {
        return supervisor;
    }
}
