package dev.kugetsu.adapters.process;

import dev.kugetsu.adapters.Deadlines;
import dev.kugetsu.adapters.Failure;
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

    private final TurnProcess process;
    private final OutputParser parser;
    private final TurnStream stream;
    private Optional<TurnOutcome> outcome = Optional.empty();

    FollowedTurn(TurnProcess process, OutputParser parser) {
        this.process = process;
        this.parser = parser;
        this.stream = new TurnStream(process.handle().folder(), parser);
    }

    @Override
    public TurnHandle handle() {
        return process.handle();
    }

    @Override
    public TurnOutcome await(Deadlines deadlines, Consumer<StreamEvent> observer) throws InterruptedException {
        try {
            DeadlineWatch watch = new DeadlineWatch(deadlines, handle().folder(), Clock.systemUTC(), System::nanoTime);
            Pace pace = new Pace();
            while (outcome.isEmpty()) {
                boolean ended = process.hasEnded(); // asked before reading: then what is read now is all there is
                boolean moved = advance(observer);
                Optional<TurnRecords.Stop> passed = watch.findPassed(stream.bytesSeen());
                if (ended) {
                    process.endRemains(Wrapper.GRACE);
                    outcome = Optional.of(conclude(observer));
                } else if (passed.isPresent()) {
                    process.stop(passed.get(), Wrapper.GRACE);
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
            boolean ended = outcome.isEmpty() && process.hasEnded();
            advance(observer);
            if (ended && process.hasVanished()) {
                outcome = Optional.of(conclude(observer));
            }
            return outcome;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    @Override
    public void replay(Consumer<StreamEvent> observer) {
        tell(process.isOver(), observer);
    }

    @Override
    public void watch(Consumer<StreamEvent> observer) throws InterruptedException {
        Pace pace = new Pace();
        boolean over = false;
        while (!over) {
            over = process.isOver(); // asked before reading, as in await
            boolean moved = tell(over, observer);
            if (!over) {
                pace.rest(moved);
            }
        }
    }

    @Override
    public Optional<StopReason> overdue(Deadlines deadlines) {
        try {
            if (process.hasEnded()) {
                return Optional.empty();
            }
            DeadlineWatch watch = new DeadlineWatch(deadlines, handle().folder(), Clock.systemUTC(), System::nanoTime);
            return watch.findPassed(stream.bytesSeen()).map(TurnRecords.Stop::reason);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    @Override
    public void stop(StopReason reason, Duration grace) throws InterruptedException {
        process.stop(new TurnRecords.Stop(reason, ""), grace);
    }

    private boolean tell(boolean over, Consumer<StreamEvent> observer) {
        try {
            boolean moved = advance(observer);
            if (over) {
                stream.finish(observer);
            }
            return moved;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private boolean advance(Consumer<StreamEvent> observer) throws IOException {
        long before = stream.bytesSeen();
        stream.advance(observer);
        return stream.bytesSeen() > before;
    }

    private TurnOutcome conclude(Consumer<StreamEvent> observer) throws IOException {
        stream.finish(observer);
        if (process.isUntraceable()) {
            return lostFolder();
        }
        FolderRemoval.remove(handle().folder().temporary());
        return process.findStop().map(this::interrupted).orElseGet(this::judged);
    }

    private TurnOutcome judged() {
        return parser.judge(
                process.findExit().map(TurnRecords.Exit::code),
                Tail.of(handle().folder().stderr()));
    }

    private TurnOutcome interrupted(TurnRecords.Stop stop) {
        return switch (stop.reason()) {
            case REQUESTED -> parser.interrupted(TurnOutcome.Status.STOPPED, Optional.empty());
            case FIRST_EVENT_DEADLINE, SILENCE_DEADLINE, TURN_DEADLINE ->
                parser.interrupted(
                        TurnOutcome.Status.TIMED_OUT, Optional.of(new Failure(Failure.Kind.DEADLINE, stop.words())));
        };
    }

    private TurnOutcome lostFolder() {
        String message = "the folder of turn " + handle().turnId() + " was deleted while it ran: "
                + handle().folder().path() + "; nobody can tell how it ended";
        return parser.interrupted(
                TurnOutcome.Status.LOST, Optional.of(new Failure(Failure.Kind.PROCESS_GONE, message)));
    }

    private UncheckedIOException unreadable(IOException cause) {
        String message = "cannot read what turn " + handle().turnId() + " has written to "
                + handle().folder().path() + ": " + cause.getMessage();
        return new UncheckedIOException(message, cause);
    }
}
