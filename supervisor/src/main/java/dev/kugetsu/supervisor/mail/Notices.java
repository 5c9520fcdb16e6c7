package dev.kugetsu.supervisor.mail;

import dev.kugetsu.supervisor.agent.Recipients;
import dev.kugetsu.supervisor.store.RandomId;
import dev.kugetsu.supervisor.verb.Desk;
import java.util.Optional;

/// Tells agents what they have to know, in our own name. Thread-safe.
public final class Notices {

    private final RandomId ids;
    private final Recipients recipients;

    Notices(RandomId ids, Recipients recipients) {
        this.ids = ids;
        this.recipients = recipients;
    }

    /// Leaves a message for an agent, within the caller's transaction.
    public void tell(Desk desk, String agent, String text) {
        MailDao mail = desk.rows(MailDao.class);
        String id = ids.next(Mails.PREFIX);
        mail.insert(id, desk.project(), recipients.ourselves(desk), agent, text, Optional.empty(), desk.now());
        mail.insertDelivery(id, agent, true);
    }
}
