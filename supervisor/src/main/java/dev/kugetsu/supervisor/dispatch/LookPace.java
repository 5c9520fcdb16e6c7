package dev.kugetsu.supervisor.dispatch;

import java.time.Duration;
import java.util.function.LongSupplier;

/// How long the dispatcher rests between two looks: shortly where anything is to do, or soon may be, and long
/// where nothing is. One thread rests; any thread may expect work. Thread-safe.
final class LookPace {

    /// Asking whether anybody has committed takes microseconds.
    static final Duration LOOK = Duration.ofMillis(50);

    /// Where nothing is to do, and nobody has asked whether we are there, even that is too much of it.
    static final Duration IDLE_LOOK = Duration.ofMillis(500);

    /// Whoever hands a turn over asks before whether we take it.
    static final Duration ALERT = Duration.ofSeconds(5);

    /// What has failed just now will not succeed in a moment.
    static final Duration TROUBLE = Duration.ofSeconds(2);

    private final Duration idleLook;
    private final LongSupplier nanos;
    private volatile long alertUntil;
    private volatile boolean isIdle;

    LookPace() {
        this(IDLE_LOOK, System::nanoTime);
    }

    /// @param nanos a clock that nobody sets back
    LookPace(Duration idleLook, LongSupplier nanos) {
        this.idleLook = idleLook;
        this.nanos = nanos;
        this.alertUntil = nanos.getAsLong();
    }

    /// What the last look has found.
    enum Found {
        /// Something is to do, or may be lost.
        WORK,
        NOTHING,
        /// A step has failed.
        TROUBLE
    }

    /// How long to rest after that.
    Duration rest(Found found) {
        isIdle = found == Found.NOTHING && nanos.getAsLong() - alertUntil >= 0;
        return switch (found) {
            case TROUBLE -> TROUBLE;
            case WORK -> LOOK;
            case NOTHING -> isIdle ? idleLook : LOOK;
        };
    }

    /// The rest is over.
    void look() {
        isIdle = false;
    }

    /// For a while there is no long rest.
    void expectWork() {
        alertUntil = nanos.getAsLong() + ALERT.toNanos();
    }

    /// Whether a long rest is being taken, from which somebody should wake us.
    boolean isIdle() {
        return isIdle;
    }
}
