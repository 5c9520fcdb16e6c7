package dev.kugetsu.supervisor.verb;

import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.ProjectId;
import dev.kugetsu.supervisor.coordination.Caller;
import dev.kugetsu.supervisor.coordination.Coordination;
import dev.kugetsu.supervisor.coordination.LockVerbs.LockView;
import dev.kugetsu.supervisor.coordination.Verb;
import dev.kugetsu.supervisor.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/// Has verbs done, each by its handler. Thread-safe.
public final class Coordinator implements Coordination {

    /// A lock that is free again is noticed within this time; SQLite tells nobody. Who waits only reads.
    private static final Duration LOOK = Duration.ofMillis(50);

    private final Store store;
    private final Grounds grounds;
    private final ActorBook actors;
    private final Handlers handlers;
    private final Clock clock;

    public Coordinator(Store store, Grounds grounds, ActorBook actors, Handlers handlers, Clock clock) {
        this.store = store;
        this.grounds = grounds;
        this.actors = actors;
        this.handlers = handlers;
        this.clock = clock;
    }

    @Override
    public <Q extends Record, R> R perform(Verb<Q, R> verb, Q request, Caller caller, Mode mode) {
        RequestTexts.check(request);
        VerbHandler<Q, R> handler = handlers.of(verb);
        Performance act = new Performance(caller, mode, grounds.of(caller));
        Patience patience = new Patience(handler.patience(request), System.nanoTime());
        while (true) {
            try {
                return handler.handle(act, request);
            } catch (KugetsuException conflict) {
                boolean isLocked =
                        conflict.details().filter(LockView.class::isInstance).isPresent();
                if (!isLocked || patience.isOver() || mode == Mode.REHEARSE) {
                    throw noted(act, conflict);
                }
                do {
                    pause(conflict);
                } while (!patience.isOver() && !act.read(desk -> handler.isFree(desk, request)));
                requireWanted(conflict);
            }
        }
    }

    /// How long a caller waits, by a clock that nobody sets.
    private record Patience(Optional<Duration> longest, long begun) {

        boolean isOver() {
            return longest.filter(time -> System.nanoTime() - begun < time.toNanos())
                    .isEmpty();
        }
    }

    /// Who is refused is here all the same; what was noted of that went back with what it wanted.
    private KugetsuException noted(Performance act, KugetsuException refusal) {
        if (act.mode() == Mode.COMMIT && refusal.kind() == KugetsuException.Kind.CONFLICT) {
            try {
                store.write(handle -> {
                    actors.touch(within(handle, act.ground.expected(handle), act.caller));
                    return refusal;
                });
            } catch (RuntimeException e) {
                refusal.addSuppressed(e);
            }
        }
        return refusal;
    }

    /// Reads on behalf of a caller, in one transaction.
    public <T> T read(Caller caller, Function<Desk, T> work) {
        return new Performance(caller, Mode.COMMIT, grounds.of(caller)).read(work);
    }

    /// Reads and writes on behalf of a caller, in one transaction.
    public <T> T write(Caller caller, Function<Desk, T> work) {
        return new Performance(caller, Mode.COMMIT, grounds.of(caller)).write(work);
    }

    /// For who is in a transaction already.
    public Desk within(Handle transaction, ProjectId project, Caller caller) {
        return new Desk(transaction, store.hostId(), project, caller, clock.instant(), actors);
    }

    private static void pause(KugetsuException conflict) {
        try {
            Thread.sleep(LOOK);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            requireWanted(conflict);
        }
    }

    /// Whoever is interrupted takes nothing any more.
    private static void requireWanted(KugetsuException conflict) {
        if (Thread.currentThread().isInterrupted()) {
            throw new KugetsuException(
                    KugetsuException.Kind.INTERRUPTED,
                    "interrupted while " + conflict.getMessage(),
                    "repeat it",
                    conflict);
        }
    }

    private final class Performance implements Act {

        private final Caller caller;
        private final Mode mode;
        private final Grounds.Ground ground;

        Performance(Caller caller, Mode mode, Grounds.Ground ground) {
            this.caller = caller;
            this.mode = mode;
            this.ground = ground;
        }

        @Override
        public Caller caller() {
            return caller;
        }

        @Override
        public Mode mode() {
            return mode;
        }

        @Override
        public <T> T read(Function<Desk, T> work) {
            return store.read(handle -> work.apply(
                    new Desk(handle, store.hostId(), ground.expected(handle), caller, clock.instant(), actors)));
        }

        @Override
        public <T> T write(Function<Desk, T> work) {
            Function<Handle, T> whole = handle -> work.apply(
                    new Desk(handle, store.hostId(), ground.registered(handle), caller, clock.instant(), actors));
            return switch (mode) {
                case COMMIT -> store.write(whole);
                case REHEARSE -> store.rehearse(whole);
            };
        }
    }
}
