package dev.kugetsu.supervisor.access;

import dev.kugetsu.supervisor.Messages;
import dev.kugetsu.supervisor.access.Scope.Operation;
import java.util.Optional;

/// Messages that the agent of a session may send, each in its own name. Thread-safe.
record ScopedMessages(Messages messages, Gate gate) implements Messages {

    @Override
    public Receipt send(SendRequest request) {
        return messages.send(new SendRequest(
                gate.require(Operation.SEND, request.session()),
                request.message(),
                Optional.of(gate.scope().self())));
    }
}
