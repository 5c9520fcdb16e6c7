package dev.kugetsu.supervisor.mail;

import dev.kugetsu.supervisor.store.Store;
import dev.kugetsu.supervisor.verb.Desk;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// Hands messages into the context of agents, each once. Thread-safe.
public final class Postbox {

    /// For as long a hook that has taken messages is waited for; it lives for two seconds at most.
    static final Duration IN_HAND = Duration.ofSeconds(10);

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

    /// Takes what an agent does not have yet, the oldest first; some may be left for the next time. Nobody else
    /// gets these, unless they are not confirmed for so long that who took them must have died.
    ///
    /// @param desk of a transaction that writes
    public List<Mail> take(Desk desk, String agent, Selection selection) {
        MailDao mail = desk.rows(MailDao.class);
        Instant until = desk.now().plus(IN_HAND);
        List<Mail> taken = mail.listUndelivered(agent, selection == Selection.DIRECTED, desk.now(), until, MOST);
        taken.forEach(message -> mail.markHanded(message.messageId(), agent, until));
        return taken;
    }

    /// Takes back what an agent was handed and has not read, within the caller's transaction: it is handed over
    /// anew, because what held it is gone.
    ///
    /// @param since what was handed over earlier stays where it is
    public void takeBack(Handle transaction, String agent, Instant since) {
        transaction.attach(MailDao.class).takeBack(agent, since);
    }

    /// They have been handed over: call it only when they have left our hands.
    public void confirm(String agent, List<String> messages) {
        store.write(handle -> {
            MailDao mail = handle.attach(MailDao.class);
            messages.forEach(id -> mail.markDelivered(id, agent, clock.instant()));
            return true;
        });
    }
}
