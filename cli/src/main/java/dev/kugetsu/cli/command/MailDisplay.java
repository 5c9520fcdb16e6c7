package dev.kugetsu.cli.command;

import dev.kugetsu.cli.output.Amounts;
import dev.kugetsu.cli.output.Console;
import dev.kugetsu.cli.output.Table;
import dev.kugetsu.cli.output.TerminalText;
import dev.kugetsu.supervisor.coordination.MessageVerbs.DeliveryView;
import dev.kugetsu.supervisor.coordination.MessageVerbs.MailView;
import dev.kugetsu.supervisor.coordination.Presence;
import dev.kugetsu.supervisor.coordination.UntrustedFrame;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Shows messages to people.
record MailDisplay(InstantSource clock) {

    /// Of a text in a list, in characters; `message read` shows all of it.
    private static final int LONGEST = 200;

    void sent(Console console, MailView mail) {
        console.print(mail.messageId());
        console.say(TerminalText.oneLine(receipts(mail)));
        List<DeliveryView> away =
                mail.deliveries().stream().filter(MailDisplay::isAway).toList();
        away.forEach(delivery -> console.say(TerminalText.oneLine(delivery.agent() + " is not here ("
                + delivery.presence().map(MailDisplay::word).orElse("")
                + "), and gets it when it comes back under that name")));
        if (!away.isEmpty()) {
            console.say("next:  see who is here with `kugetsu agent list --active`");
        }
    }

    void read(Console console, MailView mail) {
        console.say("from " + TerminalText.oneLine(mail.from()) + " to " + TerminalText.oneLine(mail.to()) + " at "
                + mail.sentAt()
                + mail.replyTo().map(id -> ", answers " + id).orElse(""));
        console.print(UntrustedFrame.quote(TerminalText.clean(mail.text())));
    }

    void acknowledged(Console console, MailView mail) {
        console.say("acknowledged " + mail.messageId());
    }

    void inbox(Console console, List<MailView> mails) {
        list(console, mails, "no message waits for you");
    }

    void sentList(Console console, List<MailView> mails) {
        list(console, mails, "nothing was sent");
    }

    private void list(Console console, List<MailView> mails, String none) {
        if (mails.isEmpty()) {
            console.say(none);
            return;
        }
        Table table = new Table("MESSAGE", "FROM", "TO", "AGE", "RECEIPTS", "TEXT");
        for (MailView mail : mails) {
            table.row(
                    mail.messageId(),
                    mail.from(),
                    mail.to(),
                    Amounts.roughly(Duration.between(mail.sentAt(), clock.instant())),
                    receipts(mail),
                    UntrustedFrame.line(mail.text(), LONGEST));
        }
        table.print(console);
    }

    private static String receipts(MailView mail) {
        return mail.deliveries().stream().map(MailDisplay::receipt).collect(Collectors.joining(", "));
    }

    private static String receipt(DeliveryView delivery) {
        String away = delivery.presence()
                .filter(Presence::isAway)
                .map(presence -> " (" + word(presence) + ")")
                .orElse("");
        return delivery.agent() + " " + word(delivery.receipt()) + away;
    }

    private static boolean isAway(DeliveryView delivery) {
        return delivery.presence().filter(Presence::isAway).isPresent();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
