package dev.kugetsu.adapters.process;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/// Says when it is worth looking at one turn again: when its folder has changed, when its process has ended,
/// and after a while in any case. Not thread-safe.
///
/// Where nobody tells, the while is short. Somebody who should have told and did not is not believed any more.
final class Lookout implements AutoCloseable {

    /// A change is told within a few milliseconds; a busy machine gets more.
    private static final Duration PATIENCE = Duration.ofMillis(100);

    /// Looks without news before the process is watched too. A process that ends by itself changes the folder,
    /// so that a short turn needs no more than that.
    private static final int QUIET_LOOKS = 10;

    private final Signal signal;
    private final Notice change;
    private final Supplier<Notice> ends;
    private Optional<Notice> end = Optional.empty();
    private Duration pause = Duration.ZERO;
    private boolean wasTold = true;
    private boolean isDeaf;
    private int quietLooks;

    /// @param signal what the notices give
    /// @param change of the turn's folder
    /// @param ends asks, when it comes to that, to be told of the end of the turn's process
    Lookout(Signal signal, Notice change, Supplier<Notice> ends) {
        this.signal = signal;
        this.change = change;
        this.ends = ends;
    }

    /// Waits for the next look.
    ///
    /// @param moved whether the last one has seen anything new
    /// @param limit how long at most
    void rest(boolean moved, Duration limit) throws InterruptedException {
        isDeaf |= moved && !wasTold && !signal.await(PATIENCE);
        quietLooks = moved ? 0 : quietLooks + 1;
        if (quietLooks == QUIET_LOOKS && end.isEmpty()) {
            end = Optional.of(ends.get());
        }
        pause = pace().next(moved, pause);
        wasTold = signal.await(Pace.least(pause, limit)) || !isTold();
    }

    private Pace pace() {
        if (!isTold()) {
            return Pace.LOOKING;
        }
        return end.filter(Notice::isKept).isPresent() ? Pace.ALL_TOLD : Pace.CHANGES_TOLD;
    }

    private boolean isTold() {
        return !isDeaf && change.isKept();
    }

    @Override
    public void close() {
        change.close();
        end.ifPresent(Notice::close);
    }
}
