package dev.kugetsu.supervisor.host;

import static dev.kugetsu.supervisor.host.World.ISSUE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.supervisor.Audit.Difference;
import dev.kugetsu.supervisor.Audit.Difference.Kind;
import dev.kugetsu.supervisor.Audit.Repair;
import dev.kugetsu.supervisor.Sessions.Filter.Scope;
import dev.kugetsu.supervisor.TurnReport;
import dev.kugetsu.supervisor.Turns.Attendance;
import dev.kugetsu.supervisor.Turns.Urgency;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Turns and sessions, with their folders and processes.
class AuditOfTurnsTest {

    /// No process starts in a boot of that name.
    private static final String DEAD = new ProcessIdentity(1, 1, "an-earlier-boot").toString();

    @AutoClose
    private final AuditScene scene;

    private final World world;

    AuditOfTurnsTest(@TempDir Path folder) throws Exception {
        scene = AuditScene.in(folder);
        world = scene.world();
    }

    @Test
    void deletesTheFolderOfATurnThatNobodyKnowsOnceItIsNoNewborn() throws Exception {
        Path stray = Files.createDirectory(world.home.resolve("turns/t-stray000"));
        assertThat(world.audit()).isEmpty();
        AuditScene.age(stray);

        scene.assertMends(scene.only(Kind.TURN_FOLDER_UNOWNED, stray.toString()));

        assertThat(stray).doesNotExist();
    }

    @Test
    void saysThatTheFolderOfARunningTurnIsGone() throws Exception {
        TurnReport report = world.start(ISSUE, Attendance.DETACH, "sleep 300s");
        Path turn = world.home.resolve("turns").resolve(report.turnId());
        Path aside = world.folder.resolve("aside");
        Files.move(turn, aside);
        try {
            assertThat(scene.kinds()).contains(Kind.TURN_FOLDER_MISSING);
        } finally {
            Files.move(aside, turn);
        }
        world.supervisor().turns().stop(world.ref(ISSUE), Urgency.IMMEDIATE);
    }

    @Test
    void namesATurnThatNobodyCanRepair() {
        TurnReport report = world.start(ISSUE, "say hello");
        world.change("UPDATE turns SET state = 'STARTING', ended_at = NULL, handle = NULL, owner = '" + DEAD
                + "' WHERE turn_id = '" + report.turnId() + "'");
        world.change("DELETE FROM checkouts");

        Difference found = scene.only(Kind.TURN_FORSAKEN, report.turnId());
        Repair repair = world.supervisor().audit().fix(List.of(found));
        assertThat(found.owner()).contains("session " + report.sessionId());
        assertThat(repair.refusals())
                .extracting(refusal -> refusal.difference().kind())
                .containsExactly(Kind.TURN_FORSAKEN);
        assertThat(repair.left()).hasSize(1);

        world.change(
                "INSERT INTO checkouts SELECT project_id, host_id, '" + world.repository + "' FROM projects, hosts");
        assertThat(world.audit())
                .as("what every command repairs is no difference")
                .isEmpty();
    }

    @Test
    void endsASessionThatWasToMakeABaseAndLeftItsTurn() {
        world.change("UPDATE sessions SET ended_at = NULL, end_reason = NULL WHERE kind = 'BASE'");

        Difference found = world.audit().getFirst();
        assertThat(found.kind()).isEqualTo(Kind.SESSION_HALF_DONE);
        assertThat(found.owner()).contains("project app");
        scene.assertMends(found);
    }

    @Test
    void finishesAnEndingThatItsProcessHasLeft() {
        world.start(ISSUE, "say hello");
        world.change("UPDATE sessions SET operation = 'ENDING', operation_owner = '" + DEAD + "' WHERE kind = 'ISSUE'");

        assertThat(world.audit())
                .as("what every command repairs is no difference")
                .isEmpty();
        assertThat(world.list(Scope.LIVE)).isEmpty();
    }

    @Test
    void endsProcessesOfATurnThatHasEnded() throws Exception {
        TurnReport report = world.start(ISSUE, "say hello");
        Process stray = AuditScene.stray(report.turnId());

        Difference found = scene.only(Kind.PROCESS_UNOWNED, report.turnId());
        assertThat(found.owner()).contains("turn " + report.turnId());
        assertThat(found.evidence()).contains(Long.toString(stray.pid()));
        scene.assertMends(found);

        assertThat(stray.isAlive()).isFalse();
    }

    @Test
    void leavesProcessesOfAnotherHomeAlone() throws Exception {
        Process foreign = AuditScene.stray("t-somewhere");
        Process odd = AuditScene.stray("../../..");

        assertThat(world.audit()).isEmpty();

        foreign.destroyForcibly().waitFor();
        odd.destroyForcibly().waitFor();
    }
}
