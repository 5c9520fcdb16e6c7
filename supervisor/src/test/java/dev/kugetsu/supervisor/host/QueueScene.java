package dev.kugetsu.supervisor.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kugetsu.supervisor.SessionView;
import dev.kugetsu.supervisor.TurnQueue.QueuedTurn;
import dev.kugetsu.supervisor.TurnReport.Outcome;
import dev.kugetsu.supervisor.TurnView;
import dev.kugetsu.supervisor.dispatch.Dispatcher;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// A queue that is served, and what its tests ask of it.
abstract class QueueScene {

    static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    World world;

    Optional<Dispatcher> dispatcher = Optional.empty();

    @BeforeEach
    void open() throws Exception {
        world = new World(folder);
        world.ignoreTheMachine();
        world.environment.put("KUGETSU_STOP_GRACE", "1s");
        world.environment.put("KUGETSU_RETRY_DELAY", "100ms");
        world.init();
    }

    @AfterEach
    void close() throws Exception {
        dispatcher.ifPresent(Dispatcher::close);
        world.close();
    }

    void serve() {
        dispatcher.ifPresent(Dispatcher::close);
        dispatcher = Optional.of(world.serve());
    }

    /// Ends the service; what runs goes on.
    void leave() {
        dispatcher.orElseThrow().close();
        dispatcher = Optional.empty();
    }

    List<QueuedTurn> queued() {
        return world.supervisor().queue().list().turns();
    }

    SessionView session(String issue) {
        return world.supervisor().sessions().get(world.ref(issue)).session();
    }

    List<TurnView> history(String issue) {
        return world.supervisor().sessions().get(world.ref(issue)).history();
    }

    void awaitState(String issue, String state) {
        await().atMost(LONG)
                .until(() -> session(issue).lastTurn().orElseThrow().state().equals(state));
    }

    void awaitOutcome(String issue, Outcome outcome) {
        await().atMost(LONG)
                .until(() -> session(issue).lastTurn().orElseThrow().outcome().isPresent());
        assertThat(session(issue).lastTurn().orElseThrow().outcome()).contains(outcome);
    }

    static String issue(int number) {
        return "github.com/acme/app#" + number;
    }
}
