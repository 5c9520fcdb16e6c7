package dev.kugetsu.supervisor.host;

import dev.kugetsu.supervisor.Audit;
import dev.kugetsu.supervisor.Bases;
import dev.kugetsu.supervisor.Configuration;
import dev.kugetsu.supervisor.Housekeeping;
import dev.kugetsu.supervisor.Messages;
import dev.kugetsu.supervisor.ProjectRegistry;
import dev.kugetsu.supervisor.Sessions;
import dev.kugetsu.supervisor.Supervisor;
import dev.kugetsu.supervisor.TurnQueue;
import dev.kugetsu.supervisor.Turns;
import dev.kugetsu.supervisor.change.ChangeLog;
import dev.kugetsu.supervisor.coordination.Coordination;
import dev.kugetsu.supervisor.coordination.HookFiles;
import dev.kugetsu.supervisor.coordination.Hooks;
import dev.kugetsu.supervisor.store.Store;
import dev.kugetsu.supervisor.turn.Pause;

/// A supervisor in this very process.
record LocalSupervisor(
        Bases bases,
        Sessions sessions,
        Turns turns,
        TurnQueue queue,
        Housekeeping housekeeping,
        Configuration configuration,
        ProjectRegistry projects,
        Messages messages,
        Audit audit,
        ChangeLog changes,
        Coordination coordination,
        Hooks hooks,
        HookFiles hookFiles,
        Pause pause,
        Store store)
        implements Supervisor {

    @Override
    public void close() {
        changes.close();
        pause.close();
        store.close();
    }
}
