package dev.kugetsu.supervisor.mail;

import dev.kugetsu.supervisor.agent.Recipients;
import dev.kugetsu.supervisor.coordination.MessageVerbs;
import dev.kugetsu.supervisor.store.RandomId;
import dev.kugetsu.supervisor.store.Store;
import dev.kugetsu.supervisor.verb.Handlers;
import dev.kugetsu.supervisor.verb.VerbHandler;
import java.time.Clock;

/// The parts of this feature, put together.
///
/// @param notices tells agents things in our own name
/// @param postbox hands messages into their context
public record MailWiring(Mails mails, Notices notices, Postbox postbox) {

    /// Puts it together; starts nothing.
    public static MailWiring of(Recipients recipients, RandomId ids, Store store, Clock clock) {
        return new MailWiring(new Mails(recipients, ids), new Notices(ids, recipients), new Postbox(store, clock));
    }

    /// Has its verbs done.
    public void serve(Handlers handlers) {
        handlers.with(MessageVerbs.SEND, VerbHandler.writing(mails::send))
                .with(MessageVerbs.INBOX, VerbHandler.writing(mails::inbox))
                .with(MessageVerbs.READ, VerbHandler.writing(mails::read))
                .with(MessageVerbs.ACKNOWLEDGE, VerbHandler.writing(mails::acknowledge))
                .with(MessageVerbs.LIST, VerbHandler.writing(mails::list));
    }
}
