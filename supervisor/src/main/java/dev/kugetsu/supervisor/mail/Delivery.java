package dev.kugetsu.supervisor.mail;

import dev.kugetsu.supervisor.coordination.MessageVerbs.DeliveryView;
import dev.kugetsu.supervisor.coordination.MessageVerbs.Receipt;
import dev.kugetsu.supervisor.coordination.Presence;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/// A row of `message_deliveries`.
record Delivery(
        String messageId,
        String agent,
        Optional<Instant> deliveredAt,
        Optional<Instant> readAt,
        Optional<Instant> acknowledgedAt) {

    /// The furthest that is proven.
    ///
    /// @param presence tells whether an agent is there
    DeliveryView view(Function<String, Optional<Presence>> presence) {
        if (acknowledgedAt.isPresent()) {
            return reached(Receipt.ACKNOWLEDGED, acknowledgedAt);
        }
        if (readAt.isPresent()) {
            return reached(Receipt.READ, readAt);
        }
        return deliveredAt.isPresent()
                ? reached(Receipt.DELIVERED, deliveredAt)
                : new DeliveryView(agent, Receipt.QUEUED, Optional.empty(), presence.apply(agent));
    }

    private DeliveryView reached(Receipt receipt, Optional<Instant> since) {
        return new DeliveryView(agent, receipt, since, Optional.empty());
    }
}
