package dev.kugetsu.supervisor;

import dev.kugetsu.supervisor.coordination.Coordination;
import dev.kugetsu.supervisor.coordination.HookFiles;
import dev.kugetsu.supervisor.coordination.Hooks;

/// The supervisor as its hosts see it: one open store and everything that may be done with it.
///
/// Thread-safe; every call may block on the disk, on git and on a harness. Opening it repairs what a process
/// that died has left half done, so that every answer is true. All methods throw [KugetsuException] and nothing
/// else that a user could mend.
public interface Supervisor extends AutoCloseable {

    Bases bases();

    Sessions sessions();

    Turns turns();

    TurnQueue queue();

    Housekeeping housekeeping();

    Configuration configuration();

    ProjectRegistry projects();

    Messages messages();

    Audit audit();

    Changes changes();

    Coordination coordination();

    Hooks hooks();

    HookFiles hookFiles();

    /// Lets go of the store. Running turns go on.
    @Override
    void close();
}
