package dev.kugetsu.supervisor.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What ends the long rest of a dispatcher that has nothing to do; it lasts until tomorrow here.
@Timeout(60)
class IdleDispatcherTest {

    /// While time stands still, work that is expected goes on to be.
    private final LookPace pace = new LookPace(Duration.ofDays(1), () -> 0);

    @AutoClose
    private final DispatchScene scene;

    IdleDispatcherTest(@TempDir Path folder) {
        scene = new DispatchScene(folder, pace);
    }

    @BeforeEach
    void awaitRest() {
        await().until(pace::isIdle);
    }

    @Test
    void isWokenByWhatItsOwnProcessWrites() {
        scene.handOver();

        awaitEnd();
    }

    @Test
    void noticesWhatAnotherHandsOverOnceItIsAskedWhetherItIsThere() {
        scene.handOverFromElsewhere();
        assertThat(pace.isIdle()).isTrue();
        assertThat(scene.state()).isEqualTo("QUEUED");

        scene.dispatcher.expectWork();

        awaitEnd();
    }

    @Test
    void noticesWhatAnotherHandsOverAWhileAfterItWasAsked() {
        scene.dispatcher.expectWork();
        await().until(() -> !pace.isIdle());

        scene.handOverFromElsewhere();

        awaitEnd();
    }

    @Test
    void restsAgainWhenAllIsDone() {
        scene.handOver();
        awaitEnd();

        await().atMost(Duration.ofSeconds(30)).until(pace::isIdle);
    }

    private void awaitEnd() {
        await().atMost(Duration.ofSeconds(30)).until(() -> scene.state().equals("FAILED"));
    }
}
