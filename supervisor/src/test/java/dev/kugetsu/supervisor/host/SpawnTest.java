package dev.kugetsu.supervisor.host;

import static dev.kugetsu.supervisor.host.World.ISSUE;
import static dev.kugetsu.supervisor.host.World.PROJECT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.ProjectId;
import dev.kugetsu.supervisor.SessionName;
import dev.kugetsu.supervisor.SessionRef;
import dev.kugetsu.supervisor.SessionRole;
import dev.kugetsu.supervisor.SessionStatus;
import dev.kugetsu.supervisor.Sessions.Filter.Scope;
import dev.kugetsu.supervisor.TurnReport;
import dev.kugetsu.supervisor.Turns;
import java.nio.file.Path;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sessions without an issue, and the names of sessions.
class SpawnTest {

    @AutoClose
    private final World world;

    SpawnTest(@TempDir Path folder) throws Exception {
        world = new World(folder);
    }

    @BeforeEach
    void init() {
        world.init();
    }

    @Test
    void worksWithoutAnIssueOnABranchOfItsName() throws Exception {
        TurnReport report = world.spawn("tidy-up", "write a.txt one", "commit one", "say done");

        assertThat(report.outcome()).contains(TurnReport.Outcome.SUCCEEDED);
        assertThat(report.issueRef()).isEmpty();
        assertThat(report.name()).contains("tidy-up");
        assertThat(report.branch()).contains("kugetsu/tidy-up");
        assertThat(world.list(Scope.LIVE)).singleElement().satisfies(view -> {
            assertThat(view.status()).isEqualTo(SessionStatus.IDLE);
            assertThat(view.label()).isEqualTo("tidy-up");
            assertThat(view.role()).isEqualTo(SessionRole.WORKER);
        });
        assertThat(world.continueSession("tidy-up", "say more").sessionId()).isEqualTo(report.sessionId());
    }

    @Test
    void hasABranchOfItsIdWithoutAName() {
        TurnReport report = world.supervisor()
                .turns()
                .spawn(
                        new Turns.SpawnRequest(
                                PROJECT,
                                "say hi",
                                Optional.empty(),
                                SessionRole.WORKER,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                World.options(Turns.Attendance.FOLLOW)),
                        progress -> {});

        assertThat(report.branch()).contains("kugetsu/" + report.sessionId());
        assertThat(report.label()).isEqualTo(report.sessionId());
    }

    @Test
    void refusesASecondLiveSessionOfTheSameName() {
        TurnReport first = world.spawn("tidy-up", "say one");

        refused(KugetsuException.Kind.CONFLICT, () -> world.spawn("tidy-up", "say two"), first.sessionId());
        world.supervisor().sessions().kill(world.ref("tidy-up"));

        assertThat(world.spawn("tidy-up", "say three").sessionId()).isNotEqualTo(first.sessionId());
    }

    @Test
    void isDestroyedAndBroughtBackLikeAnyOther() {
        TurnReport report = world.spawn("tidy-up", "write a.txt one");

        world.supervisor().sessions().destroy(world.ref("tidy-up"));
        assertThat(Path.of(report.worktree())).doesNotExist();
        var back = world.supervisor().sessions().undo(world.ref("tidy-up"));

        assertThat(back.issueRef()).isEmpty();
        assertThat(Path.of(report.worktree()).resolve("a.txt")).exists();
    }

    @Test
    void renamesALiveSessionAndFindsItByThatName() {
        TurnReport issue = world.start(ISSUE, "say one");
        world.spawn("tidy-up", "say two");

        var renamed = world.supervisor().sessions().rename(world.ref(ISSUE), new SessionName("the-crash"));

        assertThat(renamed.name()).contains("the-crash");
        assertThat(renamed.label()).isEqualTo(ISSUE);
        assertThat(world.supervisor()
                        .sessions()
                        .get(world.ref("the-crash"))
                        .session()
                        .sessionId())
                .isEqualTo(issue.sessionId());
        refused(
                KugetsuException.Kind.CONFLICT,
                () -> world.supervisor().sessions().rename(world.ref(ISSUE), new SessionName("tidy-up")),
                "is called 'tidy-up'");
    }

    @Test
    void refusesASessionOfAnotherProjectAndChangesNothing() {
        world.spawn("tidy-up", "say two");
        SessionRef elsewhere = new SessionRef("tidy-up", world.repository, Optional.of(new ProjectId("web")));

        refused(
                KugetsuException.Kind.INVALID_INPUT,
                () -> world.supervisor().sessions().rename(elsewhere, new SessionName("other")),
                "belongs to project 'app', not to 'web'");
        refused(
                KugetsuException.Kind.INVALID_INPUT,
                () -> world.supervisor().sessions().kill(elsewhere),
                "belongs to project 'app'");

        assertThat(world.list(Scope.LIVE))
                .singleElement()
                .satisfies(view -> assertThat(view.name()).contains("tidy-up"));
    }

    @Test
    void doesNotKnowNamesThatNobodyHas() {
        refused(
                KugetsuException.Kind.NOT_FOUND,
                () -> world.supervisor().sessions().get(world.ref("nobody")),
                "no session is called 'nobody'");
    }

    @Test
    void asksForTheProjectWhenTwoHaveThatName() throws Exception {
        world.spawn("tidy-up", "say one");
        world.change("INSERT INTO projects (project_id, registered_at) VALUES ('web', 1)");
        world.change("""
                INSERT INTO sessions (session_id, project_id, host_id, kind, name, harness, permissions, created_at)
                SELECT 's-other', 'web', host_id, 'FREE', 'tidy-up', 'scripted', '[]', 1 FROM hosts
                """);

        refused(
                KugetsuException.Kind.INVALID_INPUT,
                () -> world.supervisor().sessions().kill(new SessionRef("tidy-up", world.folder)),
                "s-other of project web");
        assertThat(world.supervisor()
                        .sessions()
                        .get(world.ref("tidy-up"))
                        .session()
                        .project())
                .isEqualTo("app");
    }

    private static void refused(KugetsuException.Kind kind, ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOfSatisfying(KugetsuException.class, e -> {
            assertThat(e.kind()).isEqualTo(kind);
            assertThat(e).hasMessageContaining(message);
        });
    }
}
