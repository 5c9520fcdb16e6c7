package dev.kugetsu.supervisor.mail;

import dev.kugetsu.supervisor.coordination.MessageVerbs.DeliveryView;
import dev.kugetsu.supervisor.coordination.MessageVerbs.MailView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A row of `messages`.
public record Mail(
        String messageId, String sender, String recipient, String text, Optional<String> replyTo, Instant sentAt) {

    MailView view(List<DeliveryView> deliveries) {
        return new MailView(messageId, sender, recipient, text, replyTo, sentAt, deliveries);
    }
}
