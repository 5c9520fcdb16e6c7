package dev.kugetsu.supervisor.garbage;

import dev.kugetsu.supervisor.coordination.AgentVerbs;
import dev.kugetsu.supervisor.coordination.AgentVerbs.EndAgent;
import dev.kugetsu.supervisor.coordination.AgentVerbs.RegisterAgent;
import dev.kugetsu.supervisor.coordination.Caller;
import dev.kugetsu.supervisor.coordination.LockVerbs;
import dev.kugetsu.supervisor.coordination.LockVerbs.AcquireLock;
import dev.kugetsu.supervisor.coordination.MessageVerbs;
import dev.kugetsu.supervisor.coordination.MessageVerbs.SendMail;
import dev.kugetsu.supervisor.coordination.StatusVerbs;
import dev.kugetsu.supervisor.coordination.StatusVerbs.CollectGarbage;
import dev.kugetsu.supervisor.coordination.StatusVerbs.CollectedGarbage;
import dev.kugetsu.supervisor.home.KugetsuHome;
import dev.kugetsu.supervisor.lock.LockWiring;
import dev.kugetsu.supervisor.mail.MailWiring;
import dev.kugetsu.supervisor.verb.Desktop;
import dev.kugetsu.supervisor.verb.Handlers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// A project of agents `ann` and `ben`, who leave something behind.
final class GarbageScene implements AutoCloseable {

    final Desktop desktop;
    private final Path folder;

    GarbageScene(Path folder) throws Exception {
        this.folder = folder;
        desktop = new Desktop(folder, GarbageScene::serve);
        desktop.register("ann");
        desktop.register("ben");
    }

    private static void serve(Handlers handlers, Desktop.Parts parts) {
        MailWiring mail = MailWiring.of(parts.agents().recipients(), parts.ids(), parts.store(), parts.clock());
        mail.serve(handlers);
        LockWiring locks = LockWiring.of(
                parts.agents().presences(), mail.notices(), parts.home().lockMarker(), parts.projects());
        locks.serve(handlers);
        new Garbage(parts.agents().presences(), locks).serve(handlers);
    }

    CollectedGarbage collect() {
        return desktop.perform(StatusVerbs.GC, new CollectGarbage(Optional.empty()), Caller.in(desktop.repository()));
    }

    void register(String agent, Caller caller) {
        desktop.perform(AgentVerbs.REGISTER, RegisterAgent.UNNAMED.named(agent), caller);
    }

    /// Lets an agent say that it is there.
    void touch(String agent) {
        desktop.register(agent);
    }

    void end(String agent) {
        desktop.perform(AgentVerbs.END, new EndAgent(Optional.empty()), desktop.agent(agent));
    }

    void lock(String agent, String path) {
        desktop.perform(
                LockVerbs.ACQUIRE,
                new AcquireLock(
                        Optional.of(path), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
                desktop.agent(agent));
    }

    Path lockMarker() {
        return new KugetsuHome(folder.resolve("home")).lockMarker();
    }

    /// From `ann` to `ben`.
    String send(String text) {
        return desktop.perform(MessageVerbs.SEND, new SendMail("ben", text, Optional.empty()), desktop.agent("ann"))
                .messageId();
    }

    @Override
    public void close() throws IOException {
        desktop.close();
    }
}
