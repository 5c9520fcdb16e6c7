package dev.kugetsu.supervisor.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kugetsu.supervisor.daemon.Lifecycle.Phase;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LifecycleTest {

    private final List<String> calls = new ArrayList<>();

    @Test
    void startsInOrderAndClosesInReverse() {
        Lifecycle lifecycle = new Lifecycle(List.of(part("store"), part("dispatcher"), part("server")));

        lifecycle.start();
        assertThat(lifecycle.phase()).isEqualTo(Phase.STARTED);
        lifecycle.close();

        assertThat(calls)
                .containsExactly(
                        "start store",
                        "start dispatcher",
                        "start server",
                        "close server",
                        "close dispatcher",
                        "close store");
        assertThat(lifecycle.phase()).isEqualTo(Phase.STOPPED);
    }

    @Test
    void closesWhatIsStartedWhenOneCannotStart() {
        Lifecycle lifecycle = new Lifecycle(List.of(part("store"), failing("dispatcher", "start"), part("server")));

        assertThatThrownBy(lifecycle::start).hasMessage("start dispatcher");

        assertThat(calls).containsExactly("start store", "start dispatcher", "close store");
        assertThat(lifecycle.phase()).isEqualTo(Phase.STOPPED);
    }

    @Test
    void keepsTheFirstFailureAndAddsThoseOfClosing() {
        Lifecycle lifecycle = new Lifecycle(List.of(failing("store", "close"), failing("server", "start")));

        assertThatThrownBy(lifecycle::start)
                .hasMessage("start server")
                .satisfies(failure -> assertThat(failure.getSuppressed())
                        .extracting(Throwable::getMessage)
                        .containsExactly("close store"));
    }

    @Test
    void closesTheOthersWhenOneCannotBeClosed() {
        Lifecycle lifecycle = new Lifecycle(List.of(part("store"), failing("dispatcher", "close"), part("server")));
        lifecycle.start();

        assertThatThrownBy(lifecycle::close)
                .satisfies(failure -> assertThat(failure.getSuppressed())
                        .extracting(Throwable::getMessage)
                        .containsExactly("close dispatcher"));

        assertThat(calls).endsWith("close server", "close dispatcher", "close store");
    }

    @Test
    void startsOnceAndClosesOnce() {
        Lifecycle lifecycle = new Lifecycle(List.of(part("store")));
        lifecycle.start();

        assertThatThrownBy(lifecycle::start).hasMessageContaining("STARTED");
        lifecycle.close();
        lifecycle.close();

        assertThat(calls).containsExactly("start store", "close store");
    }

    private Component part(String name) {
        return failing(name, "nothing");
    }

    private Component failing(String name, String call) {
        return new Component() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public void start() {
                note("start");
            }

            @Override
            public void close() {
                note("close");
            }

            private void note(String what) {
                calls.add(what + " " + name);
                if (what.equals(call)) {
                    throw new IllegalStateException(what + " " + name);
                }
            }
        };
    }
}
