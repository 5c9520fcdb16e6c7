package dev.kugetsu.supervisor.garbage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kugetsu.supervisor.coordination.StatusVerbs;
import dev.kugetsu.supervisor.coordination.StatusVerbs.CollectGarbage;
import dev.kugetsu.supervisor.coordination.StatusVerbs.CollectedGarbage;
import dev.kugetsu.supervisor.verb.Desktop;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is removed once it is old: tasks, reservations, the journal, and whatever an operator calls old.
class GarbageTest {

    @AutoClose
    private final GarbageScene scene;

    private final Desktop desktop;

    GarbageTest(@TempDir Path folder) throws Exception {
        scene = new GarbageScene(folder);
        desktop = scene.desktop;
    }

    @Test
    void removesTasksThatAreOverButNotThoseThatOthersWaitFor() {
        task("t-done", "DONE");
        task("t-cancelled", "CANCELLED");
        task("t-needed", "DONE");
        task("t-open", "PENDING");
        task("t-doing", "IN_PROGRESS");
        task("t-blocked", "BLOCKED");
        desktop.change("INSERT INTO task_dependencies VALUES ('t-open', 't-needed')");
        desktop.change("INSERT INTO task_dependencies VALUES ('t-done', 't-cancelled')");
        desktop.pass(Duration.ofDays(61));

        assertThat(scene.collect().tasks()).isEqualTo(2);

        assertThat(desktop.select("SELECT task_id FROM tasks ORDER BY task_id"))
                .containsExactly("t-blocked", "t-doing", "t-needed", "t-open");
    }

    @Test
    void keepsTheLastReservationOfABranchLonger() {
        reservation("r-1", "main", 1, "ABANDONED");
        reservation("r-2", "main", 2, "COMPLETE");
        reservation("r-3", "other", 1, "ABANDONED");
        reservation("r-4", "other", 2, "ACTIVE");
        desktop.pass(Duration.ofDays(8));

        assertThat(scene.collect().reservations()).isEqualTo(2);
        assertThat(reservations()).containsExactly("r-2", "r-4");
        desktop.pass(Duration.ofDays(60));

        assertThat(scene.collect().reservations()).isEqualTo(1);
        assertThat(reservations()).containsExactly("r-4");
    }

    @Test
    void cutsTheJournal() {
        desktop.pass(Duration.ofDays(91));
        scene.touch("ann");
        scene.touch("ben");
        desktop.change("INSERT INTO journal (at, project_id, agent, kind) VALUES (?, 'other', 'x', 'x_done')", 1);

        assertThat(scene.collect().entries()).isEqualTo(2);

        assertThat(desktop.select("SELECT project_id FROM journal")).containsExactly("other");
    }

    @Test
    void leavesItToTheOperatorToDecideWhatIsOld() {
        scene.end("ann");
        CollectGarbage everything = new CollectGarbage(Optional.of(Duration.ZERO));
        assertThatThrownBy(() -> desktop.perform(StatusVerbs.GC, everything, desktop.agent("ben")))
                .hasMessageContaining("only the operator");

        CollectedGarbage rehearsed = desktop.rehearse(StatusVerbs.GC, everything, desktop.operator());
        assertThat(rehearsed.agentSessions()).isEqualTo(1);
        assertThat(desktop.select("SELECT agent FROM agent_sessions")).hasSize(2);

        assertThat(desktop.perform(StatusVerbs.GC, everything, desktop.operator()))
                .isEqualTo(rehearsed);
        assertThat(desktop.select("SELECT agent FROM agent_sessions")).containsExactly("ben");
    }

    /// Else a table that somebody adds would make it fail.
    @Test
    void looksIntoEveryTableThatSpeaksOfAgents() {
        List<String> tables = desktop.select("""
                SELECT DISTINCT m.name FROM sqlite_schema m JOIN pragma_foreign_key_list(m.name) f
                WHERE m.type = 'table' AND f."table" = 'agents' ORDER BY m.name
                """);

        assertThat(tables)
                .containsExactly("agent_sessions", "locks", "message_deliveries", "messages", "reservations", "tasks");
    }

    private void task(String id, String state) {
        boolean isOver = state.equals("DONE") || state.equals("CANCELLED");
        boolean isOwned = !state.equals("PENDING");
        desktop.change(
                """
                INSERT INTO tasks (task_id, project_id, title, priority, state, owner, created_by, created_at, claimed_at,
                                   ended_at, blocked_reason)
                VALUES (?, 'app', 'x', 0, ?, ?, 'ann', 1, ?, ?, ?)
                """,
                id,
                state,
                isOwned ? "ann" : null,
                isOwned ? 1 : null,
                isOver ? Desktop.NOON.toEpochMilli() : null,
                state.equals("BLOCKED") ? "rain" : null);
    }

    private void reservation(String id, String branch, int fence, String state) {
        desktop.change("""
                INSERT INTO reservations (reservation_id, project_id, host_id, branch, anchor, agent, fence, state,
                                          reserved_at, heartbeat_at, ended_at)
                SELECT ?, 'app', host_id, ?, 'abc', 'ann', ?, ?, 1, 1, ? FROM hosts
                """, id, branch, fence, state, state.equals("ACTIVE") ? null : Desktop.NOON.toEpochMilli());
    }

    private List<String> reservations() {
        return desktop.select("SELECT reservation_id FROM reservations ORDER BY reservation_id");
    }
}
