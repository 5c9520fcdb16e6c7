package dev.kugetsu.supervisor.access;

import dev.kugetsu.supervisor.Audit;
import dev.kugetsu.supervisor.Bases;
import dev.kugetsu.supervisor.Changes;
import dev.kugetsu.supervisor.Configuration;
import dev.kugetsu.supervisor.Housekeeping;
import dev.kugetsu.supervisor.Messages;
import dev.kugetsu.supervisor.ProjectRegistry;
import dev.kugetsu.supervisor.Sessions;
import dev.kugetsu.supervisor.Supervisor;
import dev.kugetsu.supervisor.TurnQueue;
import dev.kugetsu.supervisor.Turns;
import dev.kugetsu.supervisor.coordination.Coordination;
import dev.kugetsu.supervisor.coordination.HookFiles;
import dev.kugetsu.supervisor.coordination.Hooks;
import java.time.Duration;
import java.util.function.Supplier;

/// A supervisor for the agent of a session: does what its scope permits, as that session, and refuses
/// everything else. Every host puts it between an agent and the supervisor. Thread-safe.
public final class ScopedSupervisor implements Supervisor {

    private final Supervisor supervisor;
    private final Gate gate;
    private final Scope scope;
    private final Supplier<Duration> longestTurn;

    /// @param longestTurn as it is configured for this machine
    public ScopedSupervisor(Supervisor supervisor, Scope scope, Supplier<Duration> longestTurn) {
        this.supervisor = supervisor;
        this.longestTurn = longestTurn;
        this.scope = scope;
        this.gate = new Gate(supervisor, scope);
    }

    @Override
    public Sessions sessions() {
        return new ScopedSessions(supervisor.sessions(), gate);
    }

    @Override
    public Turns turns() {
        return new ScopedTurns(supervisor.turns(), gate, longestTurn);
    }

    @Override
    public Messages messages() {
        return new ScopedMessages(supervisor.messages(), gate);
    }

    @Override
    public Bases bases() {
        throw gate.refusal("touch base sessions");
    }

    @Override
    public Housekeeping housekeeping() {
        throw gate.refusal("examine or prune this machine");
    }

    @Override
    public Configuration configuration() {
        throw gate.refusal("see or change the configuration and what is trusted");
    }

    @Override
    public ProjectRegistry projects() {
        throw gate.refusal("see or change the registered projects");
    }

    @Override
    public TurnQueue queue() {
        return new ScopedQueue(supervisor.queue(), gate);
    }

    @Override
    public Changes changes() {
        throw gate.refusal("watch the changes of this home");
    }

    @Override
    public Coordination coordination() {
        return new ScopedCoordination(supervisor.coordination(), scope);
    }

    @Override
    public Hooks hooks() {
        return new ScopedHooks(supervisor.hooks(), scope);
    }

    @Override
    public HookFiles hookFiles() {
        throw gate.refusal("change which hooks are called");
    }

    @Override
    public Audit audit() {
        throw gate.refusal("audit this machine");
    }

    @Override
    public void close() {
        supervisor.close();
    }
}
