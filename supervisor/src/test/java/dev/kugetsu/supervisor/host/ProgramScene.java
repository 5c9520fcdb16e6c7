package dev.kugetsu.supervisor.host;

import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.adapters.process.SystemProcesses;
import dev.kugetsu.supervisor.coordination.AgentVerbs;
import dev.kugetsu.supervisor.coordination.AgentVerbs.AgentView;
import dev.kugetsu.supervisor.coordination.AgentVerbs.ListAgents;
import dev.kugetsu.supervisor.coordination.AgentVerbs.ShowAgent;
import dev.kugetsu.supervisor.coordination.Caller;
import dev.kugetsu.supervisor.coordination.Hooks.HookAnswer;
import dev.kugetsu.supervisor.coordination.Hooks.HookRequest;
import dev.kugetsu.supervisor.coordination.LockVerbs;
import dev.kugetsu.supervisor.coordination.LockVerbs.AcquireLock;
import dev.kugetsu.supervisor.coordination.LockVerbs.ListLocks;
import dev.kugetsu.supervisor.coordination.LockVerbs.LockView;
import dev.kugetsu.supervisor.coordination.MessageVerbs;
import dev.kugetsu.supervisor.coordination.MessageVerbs.MailView;
import dev.kugetsu.supervisor.coordination.MessageVerbs.ReadInbox;
import dev.kugetsu.supervisor.coordination.MessageVerbs.SendMail;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// A world whose agents live in programs: in this process, which is above all hooks, or in others that end with
/// the scene.
final class ProgramScene implements AutoCloseable {

    final World world;
    private final List<Process> started = new ArrayList<>();

    ProgramScene(Path folder) throws Exception {
        world = new World(folder);
    }

    static ProcessIdentity me() {
        return SystemProcesses.detect().current();
    }

    /// Whoever calls from this process and does not say who it is.
    Caller program() {
        return Caller.in(world.repository).asProcess(me());
    }

    Caller asProgram(String session) {
        return world.caller(session).asProcess(me());
    }

    Process start(String... command) throws IOException {
        Process process = new ProcessBuilder(command).start();
        started.add(process);
        return process;
    }

    OptionalLong hookProcess() throws IOException {
        return OptionalLong.of(start("sh", "-c", "sleep 60; true").pid());
    }

    HookAnswer hook(String harness, String event, String session, String more, OptionalLong pid) {
        String input = "{\"session_id\":\"" + session + "\",\"cwd\":\"" + world.repository + "\",\"hook_event_name\":\""
                + event + "\"," + more + "}";
        return world.supervisor().hooks().answer(new HookRequest(harness, event, input, Caller.in(Path.of("/")), pid));
    }

    void send(String agent) {
        world.perform(MessageVerbs.SEND, new SendMail(agent, "for you", Optional.empty()), world.caller("somebody"));
    }

    List<MailView> inbox(Caller reader) {
        return world.perform(MessageVerbs.INBOX, new ReadInbox(false), reader);
    }

    AgentView show(String agent) {
        return world.perform(AgentVerbs.SHOW, new ShowAgent(agent), Caller.in(world.repository));
    }

    List<AgentView> list() {
        return world.perform(
                AgentVerbs.LIST, new ListAgents(false, false, Optional.empty()), Caller.in(world.repository));
    }

    LockView lock(String path, Caller caller) {
        return world.perform(
                LockVerbs.ACQUIRE,
                new AcquireLock(
                        Optional.of(path), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
                caller);
    }

    List<LockView> locks() {
        return world.perform(LockVerbs.LIST, new ListLocks(true), Caller.in(world.repository));
    }

    @Override
    public void close() throws IOException {
        for (Process process : started) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().onExit().join();
        }
        world.close();
    }
}
