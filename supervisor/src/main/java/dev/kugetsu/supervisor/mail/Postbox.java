package dev.kugetsu.supervisor.mail;

import dev.kugetsu.supervisor.store.Store;
import dev.kugetsu.supervisor.verb.Desk;
import java.time.Clock;
import java.util.List;

/// Hands messages into the context of agents, each once. Thread-safe.
public final class Postbox {

    private static final int MOST = 20;

    private final Store store;
    private final Clock clock;

    Postbox(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /// Which messages are wanted.
    public enum Selection {
        EVERYTHING,
        /// Those for the agent itself or its role, and not those for everybody.
        DIRECTED
    }

    /// What an agent does not have yet, the oldest first; some may be left for the next time.
    public List<Mail> listUndelivered(Desk desk, String agent, Selection selection) {
        return desk.rows(MailDao.class).listUndelivered(agent, selection == Selection.DIRECTED, MOST);
    }

    /// They have been handed over: call it only when they have left our hands. What died in between is handed
    /// over once more.
    public void confirm(String agent, List<String> messages) {
        store.write(handle -> {
            MailDao mail = handle.attach(MailDao.class);
            messages.forEach(id -> mail.markDelivered(id, agent, clock.instant()));
            return true;
        });
    }
}
