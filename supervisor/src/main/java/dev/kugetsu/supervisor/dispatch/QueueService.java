package dev.kugetsu.supervisor.dispatch;

import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.SessionRef;
import dev.kugetsu.supervisor.TurnId;
import dev.kugetsu.supervisor.TurnQueue;
import dev.kugetsu.supervisor.capacity.QueuePicture;
import dev.kugetsu.supervisor.capacity.QueueReading;
import dev.kugetsu.supervisor.capacity.QueueState;
import dev.kugetsu.supervisor.capacity.QueueStateDao;
import dev.kugetsu.supervisor.capacity.Situation;
import dev.kugetsu.supervisor.retry.Parking;
import dev.kugetsu.supervisor.session.Session;
import dev.kugetsu.supervisor.store.Store;
import dev.kugetsu.supervisor.turn.References;
import dev.kugetsu.supervisor.turn.Turn;
import dev.kugetsu.supervisor.turn.TurnDao;
import dev.kugetsu.supervisor.turn.TurnState;
import dev.kugetsu.supervisor.turn.TurnStop;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// The port of the queue. Thread-safe.
public final class QueueService implements TurnQueue {

    private final Store store;
    private final QueueReading queue;
    private final References references;
    private final TurnStop stop;
    private final Clock clock;

    public QueueService(Store store, QueueReading queue, References references, TurnStop stop, Clock clock) {
        this.store = store;
        this.queue = queue;
        this.references = references;
        this.stop = stop;
        this.clock = clock;
    }

    @Override
    public QueueView list() {
        return store.read(this::view);
    }

    private QueueView view(Handle handle) {
        QueuePicture picture = queue.read(handle);
        QueueState state = handle.attach(QueueStateDao.class).get(store.hostId());
        Map<TurnId, WaitingTurn> waiting = handle.attach(WaitingTurn.WaitingTurnDao.class).list(store.hostId()).stream()
                .collect(Collectors.toUnmodifiableMap(WaitingTurn::turnId, Function.identity()));
        return new QueueView(
                state.pausedAt()
                        .map(since -> new Pause(since, state.pauseReason().orElse(""))),
                picture.situation().service() == Situation.Service.SERVED,
                (int) picture.running(),
                picture.situation().limits().maxTurns(),
                notices(picture.situation(), state),
                picture.verdicts().stream()
                        .flatMap(verdict -> Optional.ofNullable(waiting.get(verdict.turnId())).stream()
                                .map(turn -> turn.view(verdict)))
                        .toList());
    }

    private static List<String> notices(Situation situation, QueueState state) {
        List<String> notices = new ArrayList<>();
        for (Parking parking : situation.parkings().values()) {
            notices.add(parking.harness() + ": " + parking.reason() + " until "
                    + parking.parkedUntil()
                            .atZone(situation.zone())
                            .toLocalDateTime()
                            .withNano(0));
        }
        situation.harnessBreaks().forEach((harness, rest) -> {
            if (rest.until().isAfter(situation.now())) {
                notices.add(harness + ": " + rest.reason());
            }
        });
        state.doubtedAt()
                .ifPresent(since -> notices.add("many turns look dead at once since "
                        + since.atZone(situation.zone()).toLocalDateTime().withNano(0)
                        + "; nothing is done about it until that is proven"));
        return notices;
    }

    /// Whether one was called off shows when it has been: it may have got its slot in between, and a first turn
    /// takes those behind it with it.
    @Override
    public List<QueuedTurn> cancel(SessionRef ref) {
        List<Turn> meant = meant(ref);
        Set<String> sessions =
                meant.stream().map(turn -> turn.sessionId().value()).collect(Collectors.toUnmodifiableSet());
        List<QueuedTurn> before = list().turns().stream()
                .filter(turn -> sessions.contains(turn.sessionId()))
                .toList();
        meant.reversed().forEach(turn -> stop.callOff(turn.turnId()));
        return before.stream().filter(this::isCalledOff).toList();
    }

    private boolean isCalledOff(QueuedTurn turn) {
        return store.read(handle -> handle.attach(TurnDao.class).find(new TurnId(turn.turnId())))
                .filter(row -> row.state() == TurnState.STOPPED)
                .isPresent();
    }

    private List<Turn> meant(SessionRef ref) {
        if (!ref.text().strip().startsWith(TurnId.PREFIX)) {
            Session session = references.get(ref);
            return store.read(handle -> handle.attach(TurnDao.class).listOf(session.sessionId())).stream()
                    .filter(turn -> turn.state() == TurnState.QUEUED)
                    .toList();
        }
        Turn turn = references.getTurn(ref);
        if (turn.state() != TurnState.QUEUED) {
            throw new KugetsuException(
                    KugetsuException.Kind.CONFLICT,
                    "turn " + turn.turnId() + " does not wait; it is "
                            + turn.state().name().toLowerCase(Locale.ROOT),
                    "end a turn that runs with `kugetsu stop " + turn.turnId() + "`");
        }
        return List.of(turn);
    }

    @Override
    public void pause(String reason) {
        store.write(handle -> {
            handle.attach(QueueStateDao.class).pause(store.hostId(), reason, clock.instant());
            return true;
        });
    }

    @Override
    public boolean resume() {
        return store.write(handle -> handle.attach(QueueStateDao.class).resume(store.hostId()));
    }
}
