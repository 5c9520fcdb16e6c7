package dev.kugetsu.adapters.process;

import dev.kugetsu.adapters.Deadlines;
import dev.kugetsu.adapters.Failure;
import dev.kugetsu.adapters.Liveness;
import dev.kugetsu.adapters.RunningTurn;
import dev.kugetsu.adapters.StopReason;
import dev.kugetsu.adapters.StreamEvent;
import dev.kugetsu.adapters.TurnHandle;
import dev.kugetsu.adapters.TurnOutcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/// A turn as we see it from outside: by the files in its folder and by the process table.
final class FollowedTurn implements RunningTurn {

    private final TurnHandle handle;
    private final ProcessTable table;
    private final Ending ending;
    private final TurnRecords records;
    private final TurnFamily family;
    private final OutputParser parser;
    private final TurnStream stream;
    private Optional<TurnOutcome> outcome = Optional.empty();

    FollowedTurn(TurnHandle handle, OutputParser parser, ProcessTable table) {
        this.handle = handle;
        this.table = table;
        this.ending = new Ending(table);
        this.records = new TurnRecords(handle.folder());
        this.family = new TurnFamily(handle.turnId(), Optional.of(handle.process()));
        this.parser = parser;
        this.stream = new TurnStream(handle.folder(), parser);
    }

    @Override
    public TurnHandle handle() {
        return handle;
    }

    @Override
    public TurnOutcome await(Deadlines deadlines, Consumer<StreamEvent> observer) throws InterruptedException {
        try {
            DeadlineWatch watch = new DeadlineWatch(deadlines, handle.folder(), Clock.systemUTC(), System::nanoTime);
            Pace pace = new Pace();
            while (outcome.isEmpty()) {
                boolean ended = hasEnded(); // asked before reading: then what is read now is all there is
                boolean moved = advance(observer);
                Optional<TurnRecords.Stop> passed = watch.findPassed(stream.bytesSeen());
                if (ended) {
                    endRemains(Wrapper.GRACE);
                    outcome = Optional.of(conclude(observer));
                } else if (passed.isPresent()) {
                    stop(passed.get(), Wrapper.GRACE);
                } else {
                    pace.rest(moved);
                }
            }
            return outcome.get();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    @Override
    public Optional<TurnOutcome> poll(Consumer<StreamEvent> observer) {
        try {
            boolean ended = outcome.isEmpty() && hasEnded();
            advance(observer);
            if (ended && nothingLives()) {
                outcome = Optional.of(conclude(observer));
            }
            return outcome;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    @Override
    public void stop(StopReason reason, Duration grace) throws InterruptedException {
        stop(new TurnRecords.Stop(reason, ""), grace);
    }

    private void stop(TurnRecords.Stop stop, Duration grace) throws InterruptedException {
        try {
            if (!hasEnded()) {
                records.stop(stop);
            }
        } finally {
            endRemains(grace);
        }
    }

    /// Whether how the turn ended will not change any more, although something of it may live.
    private boolean hasEnded() {
        return records.findExit().isPresent() || records.areGone() || table.probe(handle.process()) == Liveness.DEAD;
    }

    private boolean advance(Consumer<StreamEvent> observer) throws IOException {
        long before = stream.bytesSeen();
        stream.advance(observer);
        return stream.bytesSeen() > before;
    }

    private void endRemains(Duration grace) throws InterruptedException {
        ending.end(family, grace);
        ending.endWrapper(family);
    }

    /// For a caller that cannot wait: what an unwatched wrapper has left behind gets SIGKILL, and the next poll sees.
    private boolean nothingLives() {
        var members = ending.living(family);
        ending.kill(members);
        return members.isEmpty();
    }

    private TurnOutcome conclude(Consumer<StreamEvent> observer) throws IOException {
        stream.finish(observer);
        FolderRemoval.remove(handle.folder().temporary());
        Optional<TurnRecords.Exit> exit = records.findExit();
        Optional<TurnRecords.Stop> stop = records.findStop();
        if (records.areGone()) {
            return lostFolder();
        }
        if (stop.isPresent() && exit.map(TurnRecords.Exit::stopped).orElse(true)) {
            return interrupted(stop.get());
        }
        return parser.judge(
                exit.map(TurnRecords.Exit::code), Tail.of(handle.folder().stderr()));
    }

    private TurnOutcome interrupted(TurnRecords.Stop stop) {
        return switch (stop.reason()) {
            case REQUESTED -> parser.interrupted(TurnOutcome.Status.STOPPED, Optional.empty());
            case FIRST_EVENT_DEADLINE, SILENCE_DEADLINE, TURN_DEADLINE ->
                parser.interrupted(
                        TurnOutcome.Status.TIMED_OUT, Optional.of(new Failure(Failure.Kind.DEADLINE, stop.detail())));
        };
    }

    private TurnOutcome lostFolder() {
        String message = "the folder of turn " + handle.turnId() + " was deleted while it ran: "
                + handle.folder().path() + "; nobody can tell how it ended";
        return parser.interrupted(
                TurnOutcome.Status.LOST, Optional.of(new Failure(Failure.Kind.PROCESS_GONE, message)));
    }

    private UncheckedIOException unreadable(IOException cause) {
        String message = "cannot read what turn " + handle.turnId() + " has written to "
                + handle.folder().path() + ": " + cause.getMessage();
        return new UncheckedIOException(message, cause);
    }
}
