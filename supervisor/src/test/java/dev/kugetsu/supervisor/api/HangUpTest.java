package dev.kugetsu.supervisor.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;

class HangUpTest {

    private final ByteArrayEndPoint endPoint = new ByteArrayEndPoint();
    private final Silent connection = new Silent(endPoint);

    @Test
    void leavesThoseAloneWhoListenedBefore() {
        List<Throwable> failures = new ArrayList<>();
        endPoint.fillInterested(Callback.from(() -> {}, failures::add));

        HangUp.watch(connection).close();

        assertThat(failures).isEmpty();
        assertThat(endPoint.isFillInterested()).isTrue();
    }

    @Test
    void listensNoLongerThanItWatches() {
        HangUp watch = HangUp.watch(connection);
        assertThat(endPoint.isFillInterested()).isTrue();

        watch.close();

        assertThat(endPoint.isFillInterested()).isFalse();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    /// One of which nobody reads anything.
    private static final class Silent extends AbstractConnection {

        Silent(ByteArrayEndPoint endPoint) {
            super(endPoint, Runnable::run);
        }

        @Override
        public void onFillable() {
            throw new AssertionError("nothing has come");
        }
    }
}
