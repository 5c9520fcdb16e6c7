package dev.kugetsu.supervisor.mail;

import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.KugetsuException.Kind;
import dev.kugetsu.supervisor.agent.Recipients;
import dev.kugetsu.supervisor.coordination.JournalKind;
import dev.kugetsu.supervisor.coordination.MessageVerbs.AcknowledgeMail;
import dev.kugetsu.supervisor.coordination.MessageVerbs.ListMail;
import dev.kugetsu.supervisor.coordination.MessageVerbs.MailView;
import dev.kugetsu.supervisor.coordination.MessageVerbs.ReadInbox;
import dev.kugetsu.supervisor.coordination.MessageVerbs.ReadMail;
import dev.kugetsu.supervisor.coordination.MessageVerbs.SendMail;
import dev.kugetsu.supervisor.coordination.Presence;
import dev.kugetsu.supervisor.store.RandomId;
import dev.kugetsu.supervisor.verb.Actor;
import dev.kugetsu.supervisor.verb.Desk;
import dev.kugetsu.supervisor.verb.Texts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Sends and reads messages. Thread-safe.
final class Mails {

    static final String PREFIX = "m-";

    private final Recipients recipients;
    private final RandomId ids;

    Mails(Recipients recipients, RandomId ids) {
        this.recipients = recipients;
        this.ids = ids;
    }

    MailView send(Desk desk, SendMail request) {
        Actor sender = desk.actor();
        String text = Texts.body("the message", request.text());
        Recipients.Meant meant =
                recipients.find(desk, request.to(), sender).orElseThrow(() -> unknown(desk, request.to()));
        if (meant.agents().isEmpty() || meant.agents().equals(List.of(sender.agent()))) {
            throw new KugetsuException(
                    Kind.NOT_FOUND,
                    "'" + request.to() + "' is nobody but you",
                    "see who else is here with `kugetsu agent list --active`");
        }
        MailDao mail = desk.rows(MailDao.class);
        Optional<String> answered = request.replyTo().map(id -> answerable(desk, find(desk, id)));
        String id = ids.next(PREFIX);
        mail.insert(id, desk.project(), sender.agent(), request.to(), text, answered, desk.now());
        meant.agents().forEach(agent -> mail.insertDelivery(id, agent, meant.directed()));
        desk.record(JournalKind.MESSAGE_SENT, Optional.of(id), Optional.of("to " + request.to()));
        return view(desk, List.of(mail.find(id).orElseThrow())).getFirst();
    }

    private KugetsuException unknown(Desk desk, String to) {
        List<String> known = recipients.listKnown(desk);
        return new KugetsuException(
                Kind.NOT_FOUND,
                "there is no agent, agent session or role '" + to + "' here",
                known.isEmpty() ? "nobody is here yet" : "here are " + String.join(", ", known));
    }

    List<MailView> inbox(Desk desk, ReadInbox request) {
        return view(desk, desk.rows(MailDao.class).listFor(desk.actor().agent(), request.all()));
    }

    MailView read(Desk desk, ReadMail request) {
        Mail mail = find(desk, request.message());
        String agent = recipient(desk, mail);
        if (desk.rows(MailDao.class).markRead(mail.messageId(), agent, desk.now())) {
            desk.record(JournalKind.MESSAGE_READ, Optional.of(mail.messageId()), Optional.empty());
        }
        return view(desk, List.of(mail)).getFirst();
    }

    MailView acknowledge(Desk desk, AcknowledgeMail request) {
        Mail mail = find(desk, request.message());
        String agent = recipient(desk, mail);
        if (desk.rows(MailDao.class).markAcknowledged(mail.messageId(), agent, desk.now())) {
            desk.record(JournalKind.MESSAGE_ACKNOWLEDGED, Optional.of(mail.messageId()), Optional.empty());
        }
        return view(desk, List.of(mail)).getFirst();
    }

    /// The operator sees what everybody sends.
    List<MailView> list(Desk desk, ListMail request) {
        Actor actor = desk.actor();
        boolean isOwn = !(request.all() && actor.isOperator());
        return view(
                desk,
                desk.rows(MailDao.class)
                        .listSent(desk.project(), isOwn ? Optional.of(actor.agent()) : Optional.empty()));
    }

    /// Only who has got a message, or has sent it, can come back to it.
    private static String answerable(Desk desk, Mail mail) {
        if (!desk.actor().mayActFor(mail.sender())) {
            requireRecipient(desk, mail);
        }
        return mail.messageId();
    }

    /// Only who it is for can say that it was read.
    private static String recipient(Desk desk, Mail mail) {
        requireRecipient(desk, mail);
        return desk.actor().agent();
    }

    private static void requireRecipient(Desk desk, Mail mail) {
        String agent = desk.actor().agent();
        boolean isForIt = desk.rows(MailDao.class).listDeliveries(mail.messageId()).stream()
                .anyMatch(delivery -> delivery.agent().equals(agent));
        if (!isForIt) {
            throw new KugetsuException(
                    Kind.CONFLICT,
                    "message " + mail.messageId() + " is for " + mail.recipient() + ", and you are " + agent,
                    "see yours with `kugetsu message inbox`");
        }
    }

    /// One that the actor has got, from whatever project, or else one of the project.
    private static Mail find(Desk desk, String text) {
        MailDao mail = desk.rows(MailDao.class);
        List<Mail> mine =
                text.isBlank() ? List.of() : mail.listForByPrefix(desk.actor().agent(), text, 5);
        List<Mail> found = mine.isEmpty() && !text.isBlank() ? mail.listByPrefix(desk.project(), text, 5) : mine;
        if (found.size() > 1) {
            throw new KugetsuException(
                    Kind.CONFLICT,
                    "'" + text + "' is the beginning of several messages: "
                            + String.join(
                                    ", ", found.stream().map(Mail::messageId).toList()),
                    "give more characters");
        }
        return found.stream()
                .findFirst()
                .orElseThrow(() -> new KugetsuException(
                        Kind.NOT_FOUND,
                        "there is no message '" + text + "'",
                        "see yours with `kugetsu message inbox`"));
    }

    /// Whoever many of them wait for is looked for once.
    private List<MailView> view(Desk desk, List<Mail> mails) {
        Map<String, Optional<Presence>> presences = new HashMap<>();
        return mails.stream()
                .map(mail -> mail.view(desk.rows(MailDao.class).listDeliveries(mail.messageId()).stream()
                        .map(delivery -> delivery.view(
                                agent -> presences.computeIfAbsent(agent, name -> recipients.presence(desk, name))))
                        .toList()))
                .toList();
    }
}
