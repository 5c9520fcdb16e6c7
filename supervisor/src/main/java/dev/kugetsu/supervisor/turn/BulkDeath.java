package dev.kugetsu.supervisor.turn;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kugetsu.adapters.Liveness;
import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.adapters.Processes;
import dev.kugetsu.supervisor.TurnId;
import dev.kugetsu.supervisor.capacity.QueueState;
import dev.kugetsu.supervisor.capacity.QueueStateDao;
import dev.kugetsu.supervisor.home.KugetsuHome;
import dev.kugetsu.supervisor.store.Store;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Holds back whoever would record that many turns have died at once, until that is proven; the doubt is a row
/// that all processes share. Thread-safe.
final class BulkDeath {

    private static final Logger log = LoggerFactory.getLogger(BulkDeath.class);
    private static final Duration LOOK = Duration.ofSeconds(2);

    private final Store store;
    private final KugetsuHome home;
    private final Processes processes;
    private final Pause pause;
    private final Clock clock;

    BulkDeath(Store store, KugetsuHome home, Processes processes, Pause pause, Clock clock) {
        this.store = store;
        this.home = home;
        this.processes = processes;
        this.pause = pause;
        this.clock = clock;
    }

    /// The turns of whose death nothing may be recorded yet; notes a new doubt and drops an old one.
    ///
    /// @param notEnded all turns of this machine that have not ended
    Set<TurnId> listDoubted(List<Turn> notEnded) {
        List<Turn> known =
                notEnded.stream().filter(turn -> turn.handle().isPresent()).toList();
        Set<TurnId> dead =
                known.stream().filter(this::looksDead).map(Turn::turnId).collect(Collectors.toUnmodifiableSet());
        Optional<MassDeath.Doubt> doubt =
                noted(store.read(handle -> handle.attach(QueueStateDao.class).get(store.hostId())));
        return switch (MassDeath.judge(dead, known.size(), doubt, probe(), clock.instant())) {
            case USUAL -> {
                doubt.ifPresent(noted -> believe());
                yield Set.of();
            }
            // The doubt stays until all of them are recorded: somebody else is about to record the next.
            case PROVEN -> Set.of();
            case DOUBTED -> {
                if (doubt.filter(noted -> noted.turns().containsAll(dead)).isEmpty()) {
                    note(dead);
                }
                yield dead;
            }
        };
    }

    /// Returns when the death of a turn may be recorded.
    void awaitProof(TurnId turn) throws InterruptedException {
        while (listDoubted(store.read(handle -> handle.attach(TurnDao.class).listNotEnded(store.hostId())))
                .contains(turn)) {
            pause.pause(LOOK);
        }
    }

    /// A process of an earlier boot is proven dead, and one that has written its exit code has ended.
    private boolean looksDead(Turn turn) {
        ProcessIdentity handle = turn.handle().orElseThrow();
        return handle.bootId().equals(processes.current().bootId())
                && processes.probe(handle) == Liveness.DEAD
                && Files.notExists(home.turn(turn.turnId(), turn.attempt()).exit());
    }

    /// We live, and are seen in the same table as the turns; other users' processes need not be visible.
    private MassDeath.Probe probe() {
        return processes.probe(processes.current()) == Liveness.ALIVE ? MassDeath.Probe.SOUND : MassDeath.Probe.BLIND;
    }

    private void note(Set<TurnId> dead) {
        log.error("{} turns look dead at once; nothing is done about it for {}", dead.size(), MassDeath.PATIENCE);
        Instant now = clock.instant();
        store.write(handle -> {
            handle.attach(QueueStateDao.class).doubt(store.hostId(), now, toJson(dead));
            return true;
        });
    }

    private void believe() {
        store.write(handle -> handle.attach(QueueStateDao.class).believe(store.hostId()));
    }

    private static Optional<MassDeath.Doubt> noted(QueueState state) {
        return state.doubtedAt()
                .map(since ->
                        new MassDeath.Doubt(since, fromJson(state.doubted().orElse("[]"))));
    }

    private static String toJson(Set<TurnId> turns) {
        return turns.stream().map(turn -> '"' + turn.value() + '"').collect(Collectors.joining(",", "[", "]"));
    }

    private static Set<TurnId> fromJson(String text) {
        try {
            return Arrays.stream(new ObjectMapper().readValue(text, String[].class))
                    .map(TurnId::new)
                    .collect(Collectors.toUnmodifiableSet());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a list of turns: " + text, e);
        }
    }
}
