package dev.kugetsu.supervisor.host;

import static dev.kugetsu.supervisor.host.World.ISSUE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.supervisor.Audit.Difference;
import dev.kugetsu.supervisor.Audit.Difference.Kind;
import dev.kugetsu.supervisor.Audit.Repair;
import dev.kugetsu.supervisor.Sessions.Filter.Scope;
import dev.kugetsu.supervisor.TurnReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Worktrees, their folders and the sessions that have them.
class AuditOfWorktreesTest {

    @AutoClose
    private final AuditScene scene;

    private final World world;

    AuditOfWorktreesTest(@TempDir Path folder) throws Exception {
        scene = AuditScene.in(folder);
        world = scene.world();
    }

    @Test
    void endsASessionWhoseWorktreeWasDeletedByHand() throws Exception {
        TurnReport report = world.start(ISSUE, "write a.txt x", "commit x");
        AuditScene.remove(Path.of(report.worktree()));

        Difference found = scene.only(Kind.SESSION_FORSAKEN, report.sessionId());
        assertThat(found.owner()).contains("session " + report.sessionId());
        assertThat(world.list(Scope.LIVE)).as("an audit only reads").hasSize(1);
        scene.assertMends(found);

        assertThat(world.list(Scope.LIVE)).isEmpty();
        assertThat(world.branches()).contains("kugetsu/acme-app-42");
    }

    @Test
    void takesAWorktreeAwayThatNoSessionHasAndPreservesWhatItHolds() {
        TurnReport report = world.start(ISSUE, "write a.txt x");
        world.change("UPDATE sessions SET ended_at = 1, end_reason = 'undone' WHERE kind = 'ISSUE'");
        world.change("UPDATE worktrees SET state = 'REMOVED', removed_at = 1");

        Difference found = scene.only(Kind.WORKTREE_UNOWNED, report.worktree());
        assertThat(found.owner()).contains("session " + report.sessionId());
        scene.assertMends(found);

        assertThat(Path.of(report.worktree())).doesNotExist();
        assertThat(world.supervisor().sessions().undo(world.ref(ISSUE)).preservedRef())
                .isPresent();
        assertThat(Path.of(report.worktree()).resolve("a.txt")).exists();
    }

    @Test
    void findsAWorktreeThatItsRepositoryDoesNotKnowAnyMore() throws Exception {
        TurnReport report = world.start(ISSUE, "write a.txt x");
        Path records = world.repository.resolve(".git/worktrees/" + report.sessionId());
        Path aside = world.folder.resolve("aside");
        Files.move(records, aside);

        Difference found = scene.only(Kind.WORKTREE_UNREGISTERED, report.worktree());
        assertThat(found.next()).hasValueSatisfying(next -> assertThat(next).contains("kugetsu destroy"));
        scene.assertLeavesToAPerson(found);

        assertThat(Path.of(report.worktree()).resolve("a.txt")).exists();
        Files.move(aside, records);
    }

    @Test
    void recordsThatAWorktreeIsRemovedOfWhichNothingIsLeft() {
        TurnReport report = world.start(ISSUE, "write a.txt x", "commit x");
        world.supervisor().sessions().destroy(world.ref(ISSUE));
        world.change("UPDATE worktrees SET state = 'CREATING', removed_at = NULL");

        scene.assertMends(scene.only(Kind.WORKTREE_RECORD_STALE, "app/" + report.sessionId()));
    }

    @Test
    void deletesAnEmptyFolderAmongTheWorktreesAndLeavesAFullOneToAPerson() throws Exception {
        world.start(ISSUE, "say hello");
        Path empty = Files.createDirectories(world.home.resolve("worktrees/app/s-empty"));
        Path nobody = Files.createDirectories(world.home.resolve("worktrees/gone"));
        Path full = Files.createDirectories(world.home.resolve("worktrees/app/s-full"));
        Files.writeString(full.resolve("work.txt"), "precious");

        assertThat(world.audit())
                .extracting(Difference::kind)
                .containsExactly(
                        Kind.WORKTREE_FOLDER_UNOWNED, Kind.WORKTREE_FOLDER_UNOWNED, Kind.WORKTREE_FOLDER_UNOWNED);
        Repair repair = world.supervisor().audit().fix(world.audit());

        assertThat(empty).doesNotExist();
        assertThat(nobody).doesNotExist();
        assertThat(repair.left()).extracting(Difference::name).containsExactly(full.toString());
        assertThat(full.resolve("work.txt")).hasContent("precious");
        AuditScene.remove(full);
    }

    /// As after the database was moved aside: the folder is all that is left of the session.
    @Test
    void namesTheRepositoryOfAWorktreeThatTheDatabaseDoesNotKnow() throws Exception {
        TurnReport report = world.start(ISSUE, "write a.txt precious");
        Path database = world.home.resolve("kugetsu.db");
        Path aside = world.folder.resolve("aside.db");
        world.supervisor().close();
        Files.move(database, aside);
        world.reopen();

        Difference found = scene.only(Kind.WORKTREE_FOLDER_UNOWNED, report.worktree());

        assertThat(found.evidence()).contains("it is a worktree of " + world.repository);
        assertThat(found.next()).hasValueSatisfying(next -> assertThat(next).contains("put the database back"));
        world.supervisor().close();
        Files.move(aside, database, StandardCopyOption.REPLACE_EXISTING);
        world.reopen();
        assertThat(world.audit()).isEmpty();
    }

    @Test
    void repairsOnlyWhatIsNamed() throws Exception {
        Path first = Files.createDirectories(world.home.resolve("worktrees/app/s-first"));
        Path second = Files.createDirectories(world.home.resolve("worktrees/app/s-second"));
        List<Difference> named = world.audit().stream()
                .filter(difference -> difference.name().equals(first.toString()))
                .toList();

        world.supervisor().audit().fix(named);

        assertThat(first).doesNotExist();
        assertThat(second).exists();
        assertThat(world.supervisor().audit().fix(world.audit()).left()).isEmpty();
    }
}
