package dev.kugetsu.supervisor.dispatch;

import static dev.kugetsu.supervisor.dispatch.LookPace.ALERT;
import static dev.kugetsu.supervisor.dispatch.LookPace.IDLE_LOOK;
import static dev.kugetsu.supervisor.dispatch.LookPace.LOOK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.supervisor.dispatch.LookPace.Found;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LookPaceTest {

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 7);
    private final LookPace pace = new LookPace(IDLE_LOOK, now::get);

    @Test
    void looksOftenWhereSomethingIsToDo() {
        assertThat(pace.rest(Found.WORK)).isEqualTo(LOOK);
        assertThat(pace.isIdle()).isFalse();
    }

    @Test
    void restsLongWhereNothingIsAndIsIdleForThatLong() {
        assertThat(pace.rest(Found.NOTHING)).isEqualTo(IDLE_LOOK);
        assertThat(pace.isIdle()).isTrue();

        pace.look();

        assertThat(pace.isIdle()).isFalse();
    }

    @Test
    void looksOftenForAWhileWhenWorkIsExpectedAlsoWhenTheClockOverflows() {
        pace.expectWork();

        assertThat(pace.rest(Found.NOTHING)).isEqualTo(LOOK);
        now.addAndGet(ALERT.toNanos() - 1);
        assertThat(pace.rest(Found.NOTHING)).isEqualTo(LOOK);
        now.incrementAndGet();
        assertThat(pace.rest(Found.NOTHING)).isEqualTo(IDLE_LOOK);
    }

    @Test
    void restsAfterTroubleWhateverIsExpected() {
        pace.expectWork();

        assertThat(pace.rest(Found.TROUBLE)).isEqualTo(LookPace.TROUBLE);
        assertThat(pace.isIdle()).isFalse();
    }
}
