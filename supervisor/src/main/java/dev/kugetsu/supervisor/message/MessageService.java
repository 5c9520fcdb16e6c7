package dev.kugetsu.supervisor.message;

import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.Messages;
import dev.kugetsu.supervisor.SessionRef;
import dev.kugetsu.supervisor.TurnId;
import dev.kugetsu.supervisor.TurnReport;
import dev.kugetsu.supervisor.Turns;
import dev.kugetsu.supervisor.capacity.QueueReading;
import dev.kugetsu.supervisor.capacity.Verdict;
import dev.kugetsu.supervisor.session.Session;
import dev.kugetsu.supervisor.store.RandomId;
import dev.kugetsu.supervisor.turn.QueueHost;
import dev.kugetsu.supervisor.turn.References;
import dev.kugetsu.supervisor.turn.Turn;
import dev.kugetsu.supervisor.turn.TurnRecords;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The port of messages. Thread-safe.
public final class MessageService implements Messages {

    private static final String MESSAGE_PREFIX = "m-";
    private static final Turns.TurnOptions QUEUED_OPTIONS = new Turns.TurnOptions(
            Optional.empty(), List.of(), Optional.empty(), Turns.Attendance.DETACH, 0, Turns.TurnOptions.Debug.OFF);

    private final References references;
    private final TurnRecords records;
    private final Turns turns;
    private final Steering steering;
    private final QueueHost queueHost;
    private final QueueReading queue;
    private final RandomId ids;

    MessageService(
            References references,
            TurnRecords records,
            Turns turns,
            Steering steering,
            QueueHost queueHost,
            QueueReading queue,
            RandomId ids) {
        this.references = references;
        this.records = records;
        this.turns = turns;
        this.steering = steering;
        this.queueHost = queueHost;
        this.queue = queue;
        this.ids = ids;
    }

    @Override
    public Receipt send(SendRequest request) {
        if (request.message().isBlank()) {
            throw new KugetsuException(
                    KugetsuException.Kind.INVALID_INPUT, "the message is empty", "say something to the agent");
        }
        Session session = references.getLive(request.session());
        if (session.kind() == Session.Kind.BASE) {
            return refused(session, "it makes a base session and has no further turns", "wait for it to end");
        }
        String text = request.sender()
                .map(sender -> MessageFrame.of(sender, request.message(), ids.next("")))
                .orElse(request.message());
        Optional<Turn> open = references.listOpenTurns(session).stream().findFirst();
        Steering.Effect effect =
                open.map(turn -> steer(turn, text)).orElseGet(() -> new Steering.Effect.Refused("no turn of it runs"));
        return switch (effect) {
            case Steering.Effect.Taken _ ->
                new Receipt(
                        Receipt.Verdict.DELIVERED,
                        session.sessionId().value(),
                        open.map(turn -> turn.turnId().value()),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
            case Steering.Effect.Unproven(String reason) -> unproven(session, open.map(Turn::turnId), reason);
            case Steering.Effect.Refused(String reason) -> queue(session, text, reason, open);
        };
    }

    private Steering.Effect steer(Turn turn, String text) {
        try {
            return steering.steer(records.context(turn), ids.next(MESSAGE_PREFIX), text);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KugetsuException(
                    KugetsuException.Kind.INTERRUPTED,
                    "interrupted before turn " + turn.turnId() + " has acknowledged the message",
                    "see with `kugetsu logs " + turn.turnId() + "` whether it has it");
        }
    }

    /// Only a turn that is recorded is a promise; without a daemon nobody would run it.
    private Receipt queue(Session session, String text, String reason, Optional<Turn> open) {
        if (!queueHost.isReady()) {
            return refused(session, reason + ", and no daemon is ready to run it as the next one", next(session, open));
        }
        Turns.ContinueRequest request = new Turns.ContinueRequest(
                new SessionRef(session.sessionId().value(), Path.of("/")), text, QUEUED_OPTIONS);
        TurnReport report = turns.continueSession(request, progress -> {});
        Optional<Verdict> waiting = queue.read().find(new TurnId(report.turnId()));
        return new Receipt(
                Receipt.Verdict.QUEUED,
                session.sessionId().value(),
                Optional.of(report.turnId()),
                waiting.map(Verdict::place),
                Optional.of(waiting.map(Verdict::reason).orElse(reason)),
                Optional.empty());
    }

    private static String next(Session session, Optional<Turn> open) {
        String ref = session.sessionId().value();
        return open.map(turn -> "wait for turn " + turn.turnId() + " with `kugetsu logs -f " + ref + "`, or begin with "
                        + "`kugetsu daemon start`, which keeps messages for the next turn")
                .orElse("kugetsu continue " + ref + " \"…\"");
    }

    /// To send it once more would be to say it twice.
    private static Receipt unproven(Session session, Optional<TurnId> turn, String reason) {
        return new Receipt(
                Receipt.Verdict.UNPROVEN,
                session.sessionId().value(),
                turn.map(TurnId::value),
                Optional.empty(),
                Optional.of(reason),
                turn.map(id -> "see with `kugetsu logs " + id + "` whether it has it, before you send it once more"));
    }

    private static Receipt refused(Session session, String reason, String next) {
        return new Receipt(
                Receipt.Verdict.REFUSED,
                session.sessionId().value(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(reason),
                Optional.of(next));
    }
}
