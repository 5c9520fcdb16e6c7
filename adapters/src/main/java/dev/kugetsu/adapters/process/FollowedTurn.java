package dev.kugetsu.adapters.process;

import dev.kugetsu.adapters.Checkpoint;
import dev.kugetsu.adapters.Deadlines;
import dev.kugetsu.adapters.Delivery;
import dev.kugetsu.adapters.RunningTurn;
import dev.kugetsu.adapters.StopReason;
import dev.kugetsu.adapters.StreamEvent;
import dev.kugetsu.adapters.TurnHandle;
import dev.kugetsu.adapters.TurnMessage;
import dev.kugetsu.adapters.TurnOutcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/// A turn as we see it from outside: by the files in its folder and by the process table.
final class FollowedTurn implements RunningTurn {

    /// Reading a turn anew costs at most this much output, for each of its two files.
    private static final long BYTES_BETWEEN_CHECKPOINTS = 256 << 10;

    /// What a killed wrapper has left behind ends without a word.
    private static final Duration LOOK_AT_REMAINS = Duration.ofMillis(80);

    private static final Duration ANY = Duration.ofDays(1);

    private final TurnProcess process;
    private final TurnStream stream;
    private final Conclusion conclusion;
    private final Lookouts lookouts;
    private final Dialogue dialogue;
    private Optional<TurnOutcome> outcome = Optional.empty();

    FollowedTurn(TurnProcess process, TurnStream stream, Lookouts lookouts, Dialogue dialogue) {
        this.process = process;
        this.stream = stream;
        this.conclusion = new Conclusion(process, stream.parser());
        this.lookouts = lookouts;
        this.dialogue = dialogue;
    }

    @Override
    public TurnHandle handle() {
        return process.handle();
    }

    @Override
    public TurnOutcome await(Deadlines deadlines, Consumer<StreamEvent> observer, Consumer<Checkpoint> checkpoints)
            throws InterruptedException {
        try (Lookout lookout = lookouts.open(process)) {
            DeadlineWatch watch = new DeadlineWatch(deadlines, handle().folder(), Clock.systemUTC(), System::nanoTime);
            long kept = stream.bytesSeen();
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
                    if (stream.bytesSeen() - kept >= BYTES_BETWEEN_CHECKPOINTS) {
                        kept = stream.bytesSeen();
                        stream.checkpoint().ifPresent(checkpoints);
                    }
                    lookout.rest(moved, watch.untilNext());
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
    public Optional<Checkpoint> checkpoint() {
        return stream.checkpoint();
    }

    @Override
    public void replay(Consumer<StreamEvent> observer) {
        tell(process.isOver(), observer);
    }

    @Override
    public void watch(Consumer<StreamEvent> observer) throws InterruptedException {
        try (Lookout lookout = lookouts.open(process)) {
            boolean over = false;
            while (!over) {
                boolean ended = process.hasEnded(); // asked before reading, as in await
                over = ended && process.isOver();
                boolean moved = tell(over, observer);
                if (!over) {
                    lookout.rest(moved, ended ? LOOK_AT_REMAINS : ANY);
                }
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
    public Delivery send(TurnMessage message) throws InterruptedException {
        return switch (dialogue.steering()) {
            case Steering.None(String reason) -> new Delivery.Refused(reason);
            case Steering.ByInbox inbox -> {
                TurnStream output =
                        new TurnStream(handle().folder(), dialogue.parsers().get());
                try (Lookout lookout = lookouts.open(process)) {
                    yield new Inbox(process, output, lookout).send(message);
                } catch (IOException e) {
                    throw unreadable(e);
                }
            }
        };
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
        return conclusion.outcome();
    }

    private UncheckedIOException unreadable(IOException cause) {
        String message = "cannot read what turn " + handle().turnId() + " has written to "
                + handle().folder().path() + ": " + cause.getMessage();
        return new UncheckedIOException(message, cause);
    }
}
