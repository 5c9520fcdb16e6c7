package dev.kugetsu.supervisor.message;

import dev.kugetsu.supervisor.Messages;
import dev.kugetsu.supervisor.turn.TurnWiring;

/// The part of this feature that others need, put together.
public final class MessageWiring {

    private MessageWiring() {}

    /// Puts it together; starts nothing.
    public static Messages of(TurnWiring.Parts parts, TurnWiring turns) {
        return new MessageService(
                turns.references(),
                turns.records(),
                turns.service(),
                (turn, messageId, text) ->
                        new Steering.Effect.Refused(turn.session().harness() + " takes no messages while a turn runs"),
                parts.queueHost()::isReady,
                parts.ids());
    }
}
