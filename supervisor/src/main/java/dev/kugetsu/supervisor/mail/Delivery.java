package dev.kugetsu.supervisor.mail;

import dev.kugetsu.supervisor.coordination.MessageVerbs.DeliveryView;
import dev.kugetsu.supervisor.coordination.MessageVerbs.Receipt;
import java.time.Instant;
import java.util.Optional;

/// A row of `message_deliveries`.
record Delivery(
        String messageId,
        String agent,
        Optional<Instant> deliveredAt,
        Optional<Instant> readAt,
        Optional<Instant> acknowledgedAt) {

    /// The furthest that is proven.
    DeliveryView view() {
        if (acknowledgedAt.isPresent()) {
            return new DeliveryView(agent, Receipt.ACKNOWLEDGED, acknowledgedAt);
        }
        if (readAt.isPresent()) {
            return new DeliveryView(agent, Receipt.READ, readAt);
        }
        return new DeliveryView(agent, deliveredAt.isPresent() ? Receipt.DELIVERED : Receipt.QUEUED, deliveredAt);
    }
}
