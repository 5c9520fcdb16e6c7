package dev.kugetsu.supervisor.host;

import static dev.kugetsu.supervisor.host.World.ISSUE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.SessionStatus;
import dev.kugetsu.supervisor.Sessions.Filter.Scope;
import dev.kugetsu.supervisor.TurnReport;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LifecycleTest {

    @TempDir
    Path folder;

    private World world;

    @BeforeEach
    void open() throws Exception {
        world = new World(folder);
    }

    @AfterEach
    void close() throws Exception {
        world.close();
    }

    @Test
    void givesAnIssueItsOwnWorktreeAndSessionAndGoesOnLater() throws Exception {
        TurnReport base = world.init();
        assertThat(base.outcome()).contains(TurnReport.Outcome.SUCCEEDED);

        TurnReport first = world.start(ISSUE, "write fix.txt fixed", "commit fix it", "say done");

        assertThat(first.outcome()).contains(TurnReport.Outcome.SUCCEEDED);
        assertThat(first.text()).isEqualTo("done");
        assertThat(first.changes()).isEqualTo(new TurnReport.ChangesView(1, 1, 1, 0));
        assertThat(first.branch()).contains("kugetsu/acme-app-42");
        assertThat(Path.of(first.worktree()).resolve("fix.txt")).exists();
        assertThat(world.repository.resolve("fix.txt")).doesNotExist();
        assertThat(world.git("status", "--porcelain")).isEmpty();

        TurnReport second = world.continueSession(ISSUE, "recall");

        assertThat(second.harnessSessionId()).isEqualTo(first.harnessSessionId());
        assertThat(second.text()).contains("3");
        assertThat(world.list(Scope.LIVE)).singleElement().satisfies(view -> {
            assertThat(view.status()).isEqualTo(SessionStatus.IDLE);
            assertThat(view.turns()).isEqualTo(2);
        });
    }

    @Test
    void destroysAndBringsBackWhatTheWorktreeHeld() throws Exception {
        world.init();
        TurnReport first = world.start(ISSUE, "write a.txt one", "commit one", "write b.txt two");
        Path worktree = Path.of(first.worktree());

        var destroyed = world.supervisor().sessions().destroy(world.ref(ISSUE));

        assertThat(destroyed.preservedRef()).isPresent();
        assertThat(destroyed.branch()).contains("kugetsu/acme-app-42");
        assertThat(worktree).doesNotExist();
        assertThat(world.worktrees()).hasSize(1);
        assertThat(world.list(Scope.LIVE)).isEmpty();

        var undone = world.supervisor().sessions().undo(world.ref(ISSUE));

        assertThat(undone.worktree()).isEqualTo(worktree.toString());
        assertThat(worktree.resolve("b.txt")).exists();
        assertThat(world.gitIn(worktree, "status", "--porcelain")).isEqualTo("?? b.txt\n");
        assertThat(world.continueSession(ISSUE, "say back again").text()).isEqualTo("back again");
    }

    @Test
    void refusesASecondSessionForTheSameIssue() {
        world.init();
        world.start(ISSUE, "say one");

        assertThatThrownBy(() -> world.start("#42", "say two")).isInstanceOfSatisfying(KugetsuException.class, e -> {
            assertThat(e.kind()).isEqualTo(KugetsuException.Kind.CONFLICT);
            assertThat(e.next()).hasValueSatisfying(next -> assertThat(next).contains("kugetsu continue"));
        });
    }

    @Test
    void needsABase() {
        assertThatThrownBy(() -> world.start(ISSUE, "say one")).isInstanceOfSatisfying(KugetsuException.class, e -> {
            assertThat(e.kind()).isEqualTo(KugetsuException.Kind.UNAVAILABLE);
            assertThat(e.next()).hasValueSatisfying(next -> assertThat(next).contains("kugetsu init"));
        });
    }

    @Test
    void recordsTheFailureOfAnAgentAndKeepsItsSession() throws Exception {
        world.init();

        TurnReport failed = world.start(ISSUE, "fail 401 bad key");

        assertThat(failed.outcome()).contains(TurnReport.Outcome.FAILED);
        assertThat(failed.failure())
                .hasValueSatisfying(f -> assertThat(f.kind()).isEqualTo("authentication"));
        assertThat(Files.exists(Path.of(failed.worktree()))).isTrue();
        assertThat(world.continueSession(ISSUE, "say better").outcome()).contains(TurnReport.Outcome.SUCCEEDED);
    }
}
