package dev.kugetsu.supervisor.host;

import dev.kugetsu.supervisor.coordination.AgentVerbs;
import dev.kugetsu.supervisor.coordination.AgentVerbs.AgentView;
import dev.kugetsu.supervisor.coordination.AgentVerbs.ShowAgent;
import dev.kugetsu.supervisor.coordination.Caller;
import dev.kugetsu.supervisor.coordination.Hooks.HookAnswer;
import dev.kugetsu.supervisor.coordination.Hooks.HookRequest;
import dev.kugetsu.supervisor.coordination.LockVerbs;
import dev.kugetsu.supervisor.coordination.LockVerbs.AcquireLock;
import dev.kugetsu.supervisor.coordination.LockVerbs.ReleaseLock;
import dev.kugetsu.supervisor.coordination.MessageVerbs;
import dev.kugetsu.supervisor.coordination.MessageVerbs.SendMail;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/// Session `c-1` of claude-code, whose hooks call, and agent session `ann-1`, which locks and writes to it.
record HookScene(World world) {

    Caller ann() {
        return world.caller("ann-1");
    }

    /// The session begins, and has been told how things stand.
    void begin() {
        hook("SessionStart", "\"source\":\"startup\"")
                .receipt()
                .ifPresent(world.supervisor().hooks()::confirm);
    }

    HookAnswer edit(String path) {
        return tool("Edit", "file_path", path);
    }

    HookAnswer wrote(String path) {
        return hook("PostToolUse", "\"tool_name\":\"Write\",\"tool_input\":{\"file_path\":\"" + path + "\"}");
    }

    HookAnswer tool(String tool, String field, String path) {
        return hook("PreToolUse", "\"tool_name\":\"" + tool + "\",\"tool_input\":{\"" + field + "\":\"" + path + "\"}");
    }

    HookAnswer hook(String event, String more) {
        return hookIn(world.repository, event, more);
    }

    HookAnswer hookIn(Path directory, String event, String more) {
        return answer("claude-code", event, input(directory, event, more));
    }

    static String input(Path directory, String event, String more) {
        return "{\"session_id\":\"c-1\",\"cwd\":\"" + directory + "\",\"hook_event_name\":\"" + event + "\"," + more
                + "}";
    }

    HookAnswer answer(String harness, String event, String input) {
        return world.supervisor()
                .hooks()
                .answer(new HookRequest(harness, event, input, Caller.in(Path.of("/")), OptionalLong.empty()));
    }

    void lock(String path) {
        lock(path, ann());
    }

    void lock(String path, Caller caller) {
        world.perform(
                LockVerbs.ACQUIRE,
                new AcquireLock(
                        Optional.of(path), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
                caller);
    }

    void unlock(String path) {
        world.perform(LockVerbs.RELEASE, new ReleaseLock(Optional.of(path), Optional.empty(), false), ann());
    }

    String send(String to, String text) {
        return world.perform(MessageVerbs.SEND, new SendMail(to, text, Optional.empty()), ann())
                .messageId();
    }

    AgentView show(String session) {
        return world.perform(AgentVerbs.SHOW, new ShowAgent(session), Caller.in(world.repository));
    }
}
