package dev.kugetsu.supervisor.host;

import static dev.kugetsu.supervisor.host.World.ISSUE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.kugetsu.supervisor.SessionStatus;
import dev.kugetsu.supervisor.Sessions;
import dev.kugetsu.supervisor.Sessions.Filter.Scope;
import dev.kugetsu.supervisor.TurnReport;
import dev.kugetsu.supervisor.TurnReport.Outcome;
import dev.kugetsu.supervisor.Turns.Attendance;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// What becomes of changes of whole sessions that the living daemon could neither finish nor take back.
class AbandonedChangeTest extends QueueScene {

    /// Nothing that ends a change can be recorded.
    private static final String BREAK = """
            CREATE TRIGGER broken BEFORE UPDATE OF operation ON sessions WHEN NEW.operation IS NULL
            BEGIN SELECT RAISE(ABORT, 'the disk is broken'); END
            """;

    private static final String MEND = "DROP TRIGGER broken";

    private void abandon(Consumer<Sessions> change) {
        world.change(BREAK);
        assertThatThrownBy(() -> change.accept(world.supervisor().sessions()))
                .hasStackTraceContaining("disk is broken");
        assertThat(operation()).hasSize(1);
        world.change(MEND);
    }

    private List<String> operation() {
        return world.select("SELECT operation FROM sessions WHERE operation IS NOT NULL");
    }

    private void awaitNoOperation() {
        await().atMost(LONG).until(() -> operation().isEmpty());
    }

    private void requireFree() {
        assertThat(world.list(Scope.LIVE)).isEmpty();
        assertThat(world.start(ISSUE, "say again").outcome()).contains(Outcome.SUCCEEDED);
    }

    @Test
    void finishesADestroy() {
        serve();
        TurnReport report = world.start(ISSUE, "write a.txt x");

        abandon(sessions -> sessions.destroy(world.ref(ISSUE)));

        awaitNoOperation();
        assertThat(Path.of(report.worktree())).doesNotExist();
        requireFree();
    }

    @Test
    void finishesAKill() {
        serve();
        TurnReport report = world.start(ISSUE, "write a.txt x");

        abandon(sessions -> sessions.kill(world.ref(ISSUE)));

        awaitNoOperation();
        assertThat(Path.of(report.worktree())).exists();
        requireFree();
    }

    @Test
    void finishesACleanup() {
        serve();
        TurnReport report = world.start(ISSUE, "write a.txt x");
        world.supervisor().sessions().kill(world.ref(ISSUE));
        world.change(BREAK);

        Sessions sessions = world.supervisor().sessions();
        assertThat(sessions.cleanup(sessions.planCleanup(Optional.empty())).removed())
                .isEmpty();

        assertThat(operation()).containsExactly("CLEARING");
        world.change(MEND);
        awaitNoOperation();
        assertThat(Path.of(report.worktree())).doesNotExist();
        assertThat(world.supervisor().sessions().undo(world.ref(ISSUE)).preservedRef())
                .isPresent();
    }

    @Test
    void takesAnUndoBack() {
        serve();
        TurnReport report = world.start(ISSUE, "write a.txt x");
        world.supervisor().sessions().destroy(world.ref(ISSUE));

        abandon(sessions -> sessions.undo(world.ref(ISSUE)));

        awaitNoOperation();
        assertThat(session(ISSUE).status()).isEqualTo(SessionStatus.ENDED);
        world.supervisor().sessions().undo(world.ref(ISSUE));
        assertThat(Path.of(report.worktree()).resolve("a.txt")).exists();
    }

    @Test
    void finishesCallingOffATurnThatWasPreparedBefore() {
        serve();
        world.supervisor().queue().pause("test");
        TurnReport report = world.start(ISSUE, Attendance.DETACH, "say ok");
        world.change("UPDATE turns SET attempt = 2 WHERE turn_id = '" + report.turnId() + "'");

        abandon(sessions -> world.supervisor().queue().cancel(world.ref(ISSUE)));

        awaitNoOperation();
        assertThat(Files.exists(Path.of(report.worktree()))).isFalse();
        world.supervisor().queue().resume();
        requireFree();
    }
}
