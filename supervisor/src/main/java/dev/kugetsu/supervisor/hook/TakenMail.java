package dev.kugetsu.supervisor.hook;

import dev.kugetsu.supervisor.coordination.Hooks.HookReceipt;
import dev.kugetsu.supervisor.mail.Mail;
import dev.kugetsu.supervisor.mail.Postbox;
import dev.kugetsu.supervisor.mail.Postbox.Selection;
import dev.kugetsu.supervisor.verb.Actor;
import dev.kugetsu.supervisor.verb.Desk;
import java.util.List;
import java.util.Optional;

/// Messages on their way into the context of an agent.
record TakenMail(String agent, List<Mail> mails) {

    static final TakenMail NOTHING = new TakenMail("", List.of());

    TakenMail {
        mails = List.copyOf(mails);
    }

    /// Takes what the agent has not got, within the caller's transaction.
    static TakenMail take(Postbox postbox, Desk desk, Actor actor, Selection selection) {
        return new TakenMail(actor.agent(), postbox.take(desk, actor.agent(), selection));
    }

    Optional<String> text() {
        return mails.isEmpty() ? Optional.empty() : Optional.of(HandedMail.of(mails));
    }

    /// To be confirmed once they have been heard.
    Optional<HookReceipt> receipt() {
        return mails.isEmpty()
                ? Optional.empty()
                : Optional.of(new HookReceipt(
                        agent, mails.stream().map(Mail::messageId).toList()));
    }
}
