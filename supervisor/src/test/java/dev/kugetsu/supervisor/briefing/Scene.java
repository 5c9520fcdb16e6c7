package dev.kugetsu.supervisor.briefing;

import dev.kugetsu.supervisor.coordination.LockVerbs;
import dev.kugetsu.supervisor.coordination.LockVerbs.AcquireLock;
import dev.kugetsu.supervisor.coordination.MessageVerbs;
import dev.kugetsu.supervisor.coordination.MessageVerbs.SendMail;
import dev.kugetsu.supervisor.journal.Journal;
import dev.kugetsu.supervisor.lock.LockWiring;
import dev.kugetsu.supervisor.mail.MailWiring;
import dev.kugetsu.supervisor.verb.Desktop;
import dev.kugetsu.supervisor.verb.Handlers;
import java.nio.file.Path;
import java.util.Optional;

/// A project with agents, tasks, locks and messages.
final class Scene {

    private Scene() {}

    static Desktop in(Path folder) throws Exception {
        return new Desktop(folder, Scene::serve);
    }

    private static void serve(Handlers handlers, Desktop.Parts parts) {
        MailWiring mail = MailWiring.of(parts.agents().recipients(), parts.ids(), parts.store(), parts.clock());
        mail.serve(handlers);
        LockWiring locks = LockWiring.of(
                parts.agents().presences(), mail.notices(), parts.home().lockMarker(), parts.projects());
        locks.serve(handlers);
        Journal journal = new Journal();
        journal.serve(handlers);
        new Briefing(parts.agents().presences(), locks.locks(), journal).serve(handlers);
    }

    /// As many as there are where other systems measure the same.
    static void fill(Desktop desktop) {
        for (int i = 0; i < 5; i++) {
            desktop.register("agent" + i, "developer");
        }
        for (int i = 0; i < 10; i++) {
            task(
                    desktop,
                    "t-0000000" + i,
                    "Task number " + i,
                    i % 2 == 0 ? Optional.of("agent" + i % 5) : Optional.empty());
        }
        for (int i = 0; i < 8; i++) {
            lock(desktop, "agent" + i % 5, "src/f" + i + ".py", "in progress");
        }
        for (int i = 0; i < 6; i++) {
            send(desktop, "agent0", "all", "broadcast message " + i);
        }
    }

    static void task(Desktop desktop, String id, String title, Optional<String> owner) {
        desktop.change(
                """
                INSERT INTO tasks (task_id, project_id, title, description, priority, state, owner, created_by, created_at,
                                   claimed_at)
                SELECT ?, 'app', ?, ?, 0, ?, ?, min(agent), 1, ? FROM agents
                """,
                id,
                title,
                "x".repeat(40),
                owner.isPresent() ? "IN_PROGRESS" : "PENDING",
                owner.orElse(null),
                owner.isPresent() ? 1 : null);
    }

    static void lock(Desktop desktop, String agent, String path, String reason) {
        desktop.perform(
                LockVerbs.ACQUIRE,
                new AcquireLock(
                        Optional.of(path), Optional.empty(), Optional.of(reason), Optional.empty(), Optional.empty()),
                desktop.agent(agent));
    }

    static String send(Desktop desktop, String from, String to, String text) {
        return desktop.perform(MessageVerbs.SEND, new SendMail(to, text, Optional.empty()), desktop.agent(from))
                .messageId();
    }
}
