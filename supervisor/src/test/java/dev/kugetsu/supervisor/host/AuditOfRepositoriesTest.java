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
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Repositories: branches, saved work, and whether they can be read.
class AuditOfRepositoriesTest {

    @AutoClose
    private final AuditScene scene;

    private final World world;

    AuditOfRepositoriesTest(@TempDir Path folder) throws Exception {
        scene = AuditScene.in(folder);
        world = scene.world();
    }

    @Test
    void recordsTheBranchThatAnAgentHasRenamed() throws Exception {
        TurnReport report = world.start(ISSUE, "write a.txt x", "commit x");
        world.gitIn(Path.of(report.worktree()), "branch", "-m", "mine");

        Difference found = scene.only(Kind.BRANCH_MISSING, "kugetsu/acme-app-42");
        scene.assertMends(found);

        assertThat(world.list(Scope.LIVE).getFirst().branch()).contains("mine");
        world.supervisor().sessions().destroy(world.ref(ISSUE));
        assertThat(world.supervisor().sessions().undo(world.ref(ISSUE)).branch())
                .isEqualTo("mine");
        assertThat(Path.of(report.worktree()).resolve("a.txt")).exists();
    }

    @Test
    void saysThatTheBranchOfASessionIsGone() throws Exception {
        TurnReport report = world.start(ISSUE, "write a.txt x", "commit x");
        Path worktree = Path.of(report.worktree());
        world.gitIn(worktree, "switch", "-q", "--detach");
        world.git("branch", "-D", "kugetsu/acme-app-42");

        Difference found = scene.only(Kind.BRANCH_MISSING, "kugetsu/acme-app-42");
        scene.assertLeavesToAPerson(found);

        world.gitIn(worktree, "switch", "-q", "-c", "kugetsu/acme-app-42");
    }

    @Test
    void deletesTheBranchOfAnEndedSessionThatHasNoWork() throws Exception {
        TurnReport report = world.start(ISSUE, "say hello");
        world.supervisor().sessions().destroy(world.ref(ISSUE));
        assertThat(world.branches()).containsExactly("main");
        world.git("branch", "kugetsu/acme-app-42");

        Difference found = scene.only(Kind.BRANCH_UNOWNED, "kugetsu/acme-app-42");
        assertThat(found.owner()).contains("session " + report.sessionId());
        scene.assertMends(found);

        assertThat(world.branches()).containsExactly("main");
    }

    @Test
    void leavesABranchToAPersonThatNoSessionIsKnownFor() throws Exception {
        world.git("update-ref", "refs/remotes/origin/main", "main");
        world.git("branch", "kugetsu/acme-app-7");
        world.git("branch", "kugetsu/notes");

        scene.assertLeavesToAPerson(scene.only(Kind.BRANCH_UNOWNED, "kugetsu/acme-app-7"));

        world.git("branch", "-D", "kugetsu/acme-app-7");
    }

    @Test
    void saysThatSavedWorkIsGone() throws Exception {
        world.start(ISSUE, "write a.txt x");
        String ref = world.supervisor()
                .sessions()
                .destroy(world.ref(ISSUE))
                .preservedRef()
                .orElseThrow();
        String commit = world.git("rev-parse", ref).strip();
        world.git("update-ref", "-d", ref);

        scene.assertLeavesToAPerson(scene.only(Kind.PRESERVED_MISSING, ref));

        world.git("update-ref", ref, commit);
    }

    @Test
    void forgetsSavedWorkTogetherWithItsRecord() {
        world.start(ISSUE, "write a.txt x");
        world.supervisor().sessions().destroy(world.ref(ISSUE));
        world.environment.put("KUGETSU_RETENTION_PRESERVED_AGE", "1ms");
        world.reopen();

        world.supervisor()
                .housekeeping()
                .prune(world.supervisor().housekeeping().planPrune());

        assertThat(world.audit()).isEmpty();
    }

    @Test
    void namesSavedWorkOfASessionThatIsNotKnownHere() throws Exception {
        String ref = "refs/kugetsu/preserved/s-unknown0/20260101T000000.000Z";
        world.git("update-ref", ref, "main");

        Difference found = scene.only(Kind.PRESERVED_UNOWNED, ref);
        assertThat(found.owner()).isEmpty();
        scene.assertLeavesToAPerson(found);

        world.git("update-ref", "-d", ref);
    }

    @Test
    void saysThatARepositoryCannotBeRead() throws Exception {
        world.start(ISSUE, "say hello");
        Path aside = world.folder.resolve("aside");
        Files.move(world.repository, aside);
        try {
            assertThat(world.audit())
                    .as("all else of it is a doubtful reading")
                    .extracting(Difference::kind)
                    .containsExactly(Kind.REPOSITORY_UNREADABLE);
        } finally {
            Files.move(aside, world.repository);
        }
    }

    @Test
    void removesHalfWrittenRecordsFromARepositoryAndNamesOldLockFiles() throws Exception {
        Path aside = Files.createDirectories(world.repository.resolve(".git/kugetsu/registering-1"));
        Path lock = Files.createFile(world.repository.resolve(".git/packed-refs.lock"));
        AuditScene.age(lock);

        assertThat(scene.kinds()).containsExactlyInAnyOrder(Kind.REPOSITORY_LEFTOVER, Kind.LOCK_FILE);
        Repair repair = world.supervisor().audit().fix(world.audit());

        assertThat(aside).doesNotExist();
        assertThat(repair.left())
                .extracting(Difference::name)
                .containsExactly(lock.toRealPath().toString());
        Files.delete(lock);
    }
}
