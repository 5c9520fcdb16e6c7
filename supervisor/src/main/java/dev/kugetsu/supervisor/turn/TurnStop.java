package dev.kugetsu.supervisor.turn;

import dev.kugetsu.adapters.Liveness;
import dev.kugetsu.adapters.Processes;
import dev.kugetsu.adapters.StopReason;
import dev.kugetsu.adapters.TurnHandle;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.SessionId;
import dev.kugetsu.supervisor.TurnId;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;

/// Ends a turn at somebody's request. The state `STOPPING` is stored before anything is signalled, so that the
/// request outlives us; its owner records the end, and when it has none, we do. Thread-safe.
public final class TurnStop {

    private static final Duration POLL = Duration.ofMillis(50);

    /// Beyond the grace: to sweep, to read the last output, to record.
    private static final Duration OWNER_PATIENCE = Duration.ofSeconds(15);

    /// We know that we live; but what cannot be recorded now may not be for long.
    private static final Duration OUR_PATIENCE = Duration.ofMinutes(2);

    private final TurnRecords records;
    private final TurnTakeover takeover;
    private final TurnCallOff callOff;
    private final Processes processes;
    private final Pause pause;

    TurnStop(TurnRecords records, TurnTakeover takeover, TurnCallOff callOff, Processes processes, Pause pause) {
        this.records = records;
        this.takeover = takeover;
        this.callOff = callOff;
        this.processes = processes;
        this.pause = pause;
    }

    /// Ends all turns of a session: first what waits, the last one first, so that nothing takes the place of
    /// what is being ended.
    ///
    /// @return the turn that held a slot, if one did
    public Optional<TurnId> stopAll(SessionId session, Duration grace) throws InterruptedException {
        Optional<TurnId> running = Optional.empty();
        for (Turn turn : records.listNotEnded(session)) {
            if (turn.state().holdsSlot()) {
                running = Optional.of(turn.turnId());
            }
            stop(turn.turnId(), grace);
        }
        return running;
    }

    /// Returns when the turn has ended and nothing of it is alive; a turn that has ended already is left as it
    /// is.
    public void stop(TurnId id, Duration grace) throws InterruptedException {
        long begun = System.nanoTime();
        while (true) {
            records.letGoOwed();
            TurnContext context = records.context(id);
            switch (context.turn().state()) {
                case QUEUED -> callOff.callOff(context);
                case STARTING, RUNNING -> request(context, grace);
                case STOPPING -> {
                    requirePatience(
                            context.turn(),
                            Duration.ofNanos(System.nanoTime() - begun).minus(grace));
                    pursue(context, grace);
                }
                case SUCCEEDED, FAILED, BLOCKED, STOPPED, TIMED_OUT, LOST -> {
                    return;
                }
            }
        }
    }

    /// A disk that is full keeps nobody from ending what runs on it.
    private void request(TurnContext context, Duration grace) throws InterruptedException {
        Turn turn = context.turn();
        try {
            records.become(turn, turn.state(), TurnState.STOPPING);
        } catch (KugetsuException unrecorded) {
            Optional<TurnHandle> launched = context.handle();
            if (launched.isEmpty()) {
                throw unrecorded;
            }
            endUnrecorded(context, launched.get(), grace, unrecorded);
            throw new KugetsuException(
                    KugetsuException.Kind.UNAVAILABLE,
                    "the agent of turn " + turn.turnId() + " is ended, but that is not recorded: "
                            + unrecorded.getMessage(),
                    unrecorded.next().map(next -> next + "; ").orElse("")
                            + "the next command records how the turn ended",
                    unrecorded);
        }
    }

    /// Why it was ended may not find room in its folder either.
    private static void endUnrecorded(
            TurnContext context, TurnHandle launched, Duration grace, KugetsuException unrecorded)
            throws InterruptedException {
        try {
            context.harness().recover(launched).stop(StopReason.REQUESTED, grace);
        } catch (UncheckedIOException e) {
            unrecorded.addSuppressed(e);
        }
    }

    /// Calls a turn off that waits for a slot; one that does not is left alone.
    public void callOff(TurnId id) {
        TurnContext context = records.context(id);
        if (context.turn().state() == TurnState.QUEUED) {
            callOff.callOff(context);
        }
    }

    private void pursue(TurnContext context, Duration grace) throws InterruptedException {
        // Nobody may launch it any more: a launch that nobody has recorded is either found now or called off for good.
        Optional<TurnHandle> launched =
                context.handle().or(() -> context.harness().settle(context.folder()));
        if (launched.isPresent()) {
            context.harness().recover(launched.get()).stop(StopReason.REQUESTED, grace);
        } else {
            processes.endMarked(context.turn().turnId().value(), grace);
        }
        if (takeover.isForsaken(context.turn())) {
            Optional<Turn> ours = takeover.takeOver(context);
            if (ours.isPresent()) {
                requireSight(ours.get(), launched);
                return;
            }
        }
        pause.pause(POLL);
    }

    private void requirePatience(Turn turn, Duration waited) {
        boolean isOurs = turn.owner().filter(processes.current()::equals).isPresent();
        boolean isOthers = !isOurs && !takeover.isForsaken(turn);
        if (waited.compareTo(isOthers ? OWNER_PATIENCE : OUR_PATIENCE) <= 0) {
            return;
        }
        throw isOthers
                ? new KugetsuException(
                        KugetsuException.Kind.UNAVAILABLE,
                        "turn " + turn.turnId() + " is being ended, but process "
                                + turn.owner().orElseThrow().pid() + ", which looks after it, does not answer",
                        "end that process; the next command records how the turn ended")
                : new KugetsuException(
                        KugetsuException.Kind.UNAVAILABLE,
                        "nothing of turn " + turn.turnId() + " is alive, but its end is not recorded yet",
                        "see `kugetsu doctor` for what is wrong with the home; it is recorded as soon as it can be");
    }

    /// What runs in another container can only be ended there: nobody waits for it here.
    private void requireSight(Turn turn, Optional<TurnHandle> launched) {
        boolean isOutOfSight = launched.filter(handle -> processes.probe(handle.process()) == Liveness.UNKNOWN)
                .isPresent();
        if (isOutOfSight && !records.get(turn.turnId()).state().isTerminal()) {
            throw new KugetsuException(
                    KugetsuException.Kind.UNAVAILABLE,
                    "turn " + turn.turnId() + " is to be stopped, but its process "
                            + launched.get().process().pid()
                            + " cannot be seen from here; it may run in another container",
                    "run `kugetsu stop " + turn.turnId() + "` where it was started");
        }
    }
}
