package dev.kugetsu.supervisor.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AlarmTest {

    private final Alarm alarm = new Alarm();

    @Test
    void isDueAtOnceWhenItIsNew() {
        assertThat(alarm.isSet()).isTrue();
        assertThat(alarm.isDue()).isTrue();
    }

    @Test
    void isDueWhenItsTimeHasPassed() {
        alarm.set(Duration.ofHours(1));
        assertThat(alarm.isDue()).isFalse();

        alarm.set(Duration.ofSeconds(-1));
        assertThat(alarm.isDue()).isTrue();
    }

    @Test
    void isNeverDueWhenItIsCancelled() {
        alarm.set(Duration.ZERO);
        alarm.cancel();

        assertThat(alarm.isSet()).isFalse();
        assertThat(alarm.isDue()).isFalse();
    }
}
