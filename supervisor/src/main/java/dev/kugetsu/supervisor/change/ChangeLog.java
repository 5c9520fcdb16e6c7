package dev.kugetsu.supervisor.change;

import dev.kugetsu.supervisor.Changes;
import dev.kugetsu.supervisor.Cursor;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.SessionRef;
import dev.kugetsu.supervisor.TurnReport.Outcome;
import dev.kugetsu.supervisor.store.Store;
import dev.kugetsu.supervisor.turn.References;
import dev.kugetsu.supervisor.turn.Turn;
import dev.kugetsu.supervisor.turn.TurnDao;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/// The port of changes. Thread-safe.
public final class ChangeLog implements Changes, AutoCloseable {

    private final Store store;
    private final References references;
    private final ChangeFeed feed;

    /// Starts nothing before somebody subscribes.
    public ChangeLog(Store store, References references) {
        this.store = store;
        this.references = references;
        this.feed = new ChangeFeed(store);
    }

    @Override
    public Cursor head() {
        return store.read(handle -> handle.attach(ChangeDao.class).head());
    }

    @Override
    public List<Change> list(Filter filter, Cursor after, int limit) {
        requireKept(after, handle -> handle.attach(ChangeDao.class).lowest(), head());
        return stored(filter, after, limit);
    }

    private List<Change> stored(Filter filter, Cursor after, int limit) {
        return store.read(
                handle -> handle.attach(ChangeDao.class).list(after, filter.project(), filter.session(), limit));
    }

    @Override
    public Subscription<Change> subscribe(Filter filter, Optional<Cursor> after) {
        Mailbox<Change> mailbox = feed.open(new Selection<>() {
            @Override
            public Optional<Change> of(Change change) {
                return Optional.of(change).filter(heard -> matches(filter, heard));
            }
        });
        return guarded(mailbox, () -> {
            Cursor head = head();
            after.ifPresent(place ->
                    requireKept(place, handle -> handle.attach(ChangeDao.class).lowest(), head));
            return new LogSubscription<>(
                    mailbox,
                    feed::remove,
                    after.orElse(head),
                    place -> stored(filter, place, ChangeFeed.BATCH),
                    Change::cursor);
        });
    }

    private static boolean matches(Filter filter, Change change) {
        return (filter.project().isEmpty() || filter.project().equals(change.project()))
                && (filter.session().isEmpty() || filter.session().equals(change.session()));
    }

    @Override
    public List<Said> listOutput(SessionRef ref, Cursor after, int limit) {
        Turn turn = references.getTurn(ref);
        requireKnown(after, headOfOutput());
        return store.read(handle -> handle.attach(OutputDao.class).listOf(turn.turnId(), after, limit));
    }

    @Override
    public Subscription<Output> subscribeOutput(SessionRef ref, Optional<Cursor> after) {
        Turn turn = references.getTurn(ref);
        Mailbox<Output> mailbox = feed.open(new OutputOfTurn(turn.turnId()));
        return guarded(mailbox, () -> {
            after.ifPresent(place -> requireKnown(place, headOfOutput()));
            // Now that nothing can be missed.
            Optional<Outcome> outcome = store.read(handle -> handle.attach(TurnDao.class)
                    .find(turn.turnId())
                    .flatMap(now -> now.state().outcome()));
            return new LogSubscription<>(
                    mailbox,
                    feed::remove,
                    after.orElse(Cursor.BEGINNING),
                    place -> storedOutput(turn, outcome, place),
                    ChangeLog::place);
        });
    }

    private List<Output> storedOutput(Turn turn, Optional<Outcome> outcome, Cursor after) {
        List<Said> said =
                store.read(handle -> handle.attach(OutputDao.class).listOf(turn.turnId(), after, ChangeFeed.BATCH));
        return said.isEmpty()
                ? outcome.<Output>map(how -> new Ended(turn.turnId(), how)).stream()
                        .toList()
                : List.copyOf(said);
    }

    @Override
    public Subscription<Output> subscribeOutput(Optional<Cursor> after) {
        Mailbox<Output> mailbox = feed.open(new Selection<>() {
            @Override
            public Optional<Output> of(Said said) {
                return Optional.of(said);
            }
        });
        return guarded(mailbox, () -> {
            Cursor head = headOfOutput();
            after.ifPresent(place ->
                    requireKept(place, handle -> handle.attach(OutputDao.class).lowest(), head));
            return new LogSubscription<>(
                    mailbox,
                    feed::remove,
                    after.orElse(head),
                    place -> List.copyOf(
                            store.read(handle -> handle.attach(OutputDao.class).list(place, ChangeFeed.BATCH))),
                    ChangeLog::place);
        });
    }

    private static Cursor place(Output output) {
        return switch (output) {
            case Said said -> said.cursor();
            case Ended ended -> LogSubscription.END;
        };
    }

    private interface Opening<T> {
        Subscription<T> open();
    }

    private <T> Subscription<T> guarded(Mailbox<T> mailbox, Opening<T> opening) {
        try {
            return opening.open();
        } catch (RuntimeException e) {
            feed.remove(mailbox);
            throw e;
        }
    }

    private Cursor headOfOutput() {
        return store.read(handle -> handle.attach(OutputDao.class).head());
    }

    private static void requireKnown(Cursor after, Cursor head) {
        if (after.compareTo(head) > 0) {
            throw new KugetsuException(
                    KugetsuException.Kind.INVALID_INPUT,
                    "the log ends at " + head + ", before the cursor " + after + ", which is of another home",
                    "read everything anew, and then go on from " + head);
        }
    }

    private void requireKept(Cursor after, Function<Handle, Cursor> lowest, Cursor head) {
        requireKnown(after, head);
        Cursor kept = store.read(lowest);
        if (after.compareTo(kept) < 0) {
            throw new KugetsuException(
                    KugetsuException.Kind.GONE,
                    "what came behind the cursor " + after + " is not kept any more; the lowest cursor is " + kept,
                    "read everything anew, and then go on from " + kept);
        }
    }

    /// Ends all subscriptions.
    @Override
    public void close() {
        feed.close();
    }
}
