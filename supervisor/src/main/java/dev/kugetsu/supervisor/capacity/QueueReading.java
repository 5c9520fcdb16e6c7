package dev.kugetsu.supervisor.capacity;

import dev.kugetsu.adapters.Liveness;
import dev.kugetsu.adapters.Processes;
import dev.kugetsu.supervisor.ProjectId;
import dev.kugetsu.supervisor.SessionId;
import dev.kugetsu.supervisor.budget.BudgetBook;
import dev.kugetsu.supervisor.budget.Overrun;
import dev.kugetsu.supervisor.config.Settings;
import dev.kugetsu.supervisor.retry.AttemptDao;
import dev.kugetsu.supervisor.retry.Fruitless;
import dev.kugetsu.supervisor.retry.Parking;
import dev.kugetsu.supervisor.retry.ParkingDao;
import dev.kugetsu.supervisor.retry.ProgressBreaker;
import dev.kugetsu.supervisor.retry.ProgressBreaker.Break;
import dev.kugetsu.supervisor.store.HostId;
import dev.kugetsu.supervisor.store.Store;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// Reads all that decides whose turn it is, and judges by it; changes nothing. Thread-safe.
public final class QueueReading {

    private final Store store;
    private final MachineSettings settings;
    private final MachineProbe machine;
    private final Processes processes;
    private final ZoneId zone;
    private final Clock clock;

    public QueueReading(
            Store store,
            MachineSettings settings,
            MachineProbe machine,
            Processes processes,
            ZoneId zone,
            Clock clock) {
        this.store = store;
        this.settings = settings;
        this.machine = machine;
        this.processes = processes;
        this.zone = zone;
        this.clock = clock;
    }

    /// The queue as it is now.
    public QueuePicture read() {
        return store.read(this::read);
    }

    /// The queue as a transaction sees it.
    public QueuePicture read(Handle handle) {
        HostId host = store.hostId();
        List<Contender> contenders = handle.attach(ContenderDao.class).list(host);
        Situation situation = situation(handle, contenders);
        return new QueuePicture(situation, contenders, SlotPolicy.judge(situation, contenders));
    }

    /// What was spent against what may be.
    public BudgetBook budgets() {
        return new BudgetBook(settings.get().budgets(), zone);
    }

    private Situation situation(Handle handle, List<Contender> contenders) {
        HostId host = store.hostId();
        Settings now = settings.get();
        QueueState state = handle.attach(QueueStateDao.class).get(host);
        Instant instant = clock.instant();
        Set<SessionId> sessions = new HashSet<>();
        Set<ProjectId> projects = new HashSet<>();
        contenders.stream().filter(one -> one.isOfQueue() && !one.holdsSlot()).forEach(one -> {
            sessions.add(one.sessionId());
            projects.add(one.projectId());
        });
        BudgetBook book = new BudgetBook(now.budgets(), zone);
        boolean hasQueue = !sessions.isEmpty();
        return new Situation(
                now.limits(),
                hasQueue ? machine.measure() : MachineFacts.UNKNOWN,
                isServed(state) ? Situation.Service.SERVED : Situation.Service.UNSERVED,
                state.pauseReason(),
                handle.attach(ParkingDao.class).list(host).stream()
                        .collect(Collectors.toUnmodifiableMap(Parking::harness, Function.identity())),
                hasQueue ? sessionBreaks(handle, instant) : Map.of(),
                hasQueue ? harnessBreaks(handle, instant) : Map.of(),
                overruns(sessions, session -> book.ofSession(handle, session)),
                overruns(projects, project -> book.ofProject(handle, project)),
                hasQueue ? book.ofDay(handle, instant) : Optional.empty(),
                instant,
                zone);
    }

    /// A dispatcher that is not proven dead may be alive.
    private boolean isServed(QueueState state) {
        return state.dispatcher()
                .filter(dispatcher -> processes.probe(dispatcher) != Liveness.DEAD)
                .isPresent();
    }

    private Map<SessionId, Break> sessionBreaks(Handle handle, Instant now) {
        return handle
                .attach(AttemptDao.class)
                .listFruitlessSessions(store.hostId(), now.minus(ProgressBreaker.WINDOW), ProgressBreaker.LEAST)
                .stream()
                .collect(Collectors.toUnmodifiableMap(found -> new SessionId(found.subject()), ProgressBreaker::judge));
    }

    private Map<String, Break> harnessBreaks(Handle handle, Instant now) {
        return handle
                .attach(AttemptDao.class)
                .listFruitlessHarnesses(store.hostId(), now.minus(ProgressBreaker.WINDOW), ProgressBreaker.LEAST)
                .stream()
                .collect(Collectors.toUnmodifiableMap(Fruitless::subject, ProgressBreaker::judge));
    }

    private static <T> Map<T, Overrun> overruns(Set<T> subjects, Function<T, Optional<Overrun>> finder) {
        Map<T, Overrun> overruns = new HashMap<>();
        subjects.forEach(subject -> finder.apply(subject).ifPresent(found -> overruns.put(subject, found)));
        return overruns;
    }
}
