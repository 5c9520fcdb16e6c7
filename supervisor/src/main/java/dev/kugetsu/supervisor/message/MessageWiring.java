package dev.kugetsu.supervisor.message;

import dev.kugetsu.adapters.Delivery;
import dev.kugetsu.adapters.TurnHandle;
import dev.kugetsu.adapters.TurnMessage;
import dev.kugetsu.supervisor.Messages;
import dev.kugetsu.supervisor.turn.TurnContext;
import dev.kugetsu.supervisor.turn.TurnWiring;
import java.util.Optional;

/// The part of this feature that others need, put together.
public final class MessageWiring {

    private MessageWiring() {}

    /// Puts it together; starts nothing.
    public static Messages of(TurnWiring.Parts parts, TurnWiring turns) {
        return new MessageService(
                turns.references(),
                turns.records(),
                turns.service(),
                MessageWiring::steer,
                parts.queueHost(),
                parts.queue(),
                parts.ids());
    }

    private static Steering.Effect steer(TurnContext turn, String messageId, String text) throws InterruptedException {
        Optional<TurnHandle> handle = turn.handle();
        if (handle.isEmpty()) {
            return new Steering.Effect.Refused("turn " + turn.turn().turnId() + " has not begun");
        }
        return switch (turn.harness().recover(handle.get()).send(new TurnMessage(messageId, text))) {
            case Delivery.Taken _ -> new Steering.Effect.Taken();
            case Delivery.Refused(String reason) -> new Steering.Effect.Refused(reason);
            case Delivery.Unproven(String reason) -> new Steering.Effect.Unproven(reason);
        };
    }
}
