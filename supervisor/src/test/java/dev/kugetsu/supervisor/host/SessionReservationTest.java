package dev.kugetsu.supervisor.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kugetsu.supervisor.Audit.Difference;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.SessionId;
import dev.kugetsu.supervisor.Turns.Attendance;
import dev.kugetsu.supervisor.Turns.Urgency;
import dev.kugetsu.supervisor.coordination.Caller;
import dev.kugetsu.supervisor.coordination.ReservationVerbs;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.CaptureWork;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.CheckPush;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.Hold;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.ListReservations;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.PushRefusal;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.ReleaseReservation;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.ReservationState;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.ReservationView;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.ReserveBranch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The branches of sessions are their own as long as they live.
class SessionReservationTest {

    private static final String BRANCH = "kugetsu/acme-app-42";
    private static final Optional<String> NONE = Optional.empty();

    @AutoClose
    private final World world;

    SessionReservationTest(@TempDir Path folder) throws Exception {
        world = new World(folder);
    }

    @BeforeEach
    void prepare() throws Exception {
        world.git("config", "user.name", "Ann");
        world.git("config", "user.email", "ann@example.org");
        world.init();
    }

    @Test
    void takesItsBranchByAStart() throws Exception {
        world.start(World.ISSUE, "say done");

        ReservationView own = only();

        assertThat(own.branch()).isEqualTo(BRANCH);
        assertThat(own.session()).contains(session());
        assertThat(own.agent()).isEqualTo(session());
        assertThat(own.anchor()).isEqualTo(world.git("rev-parse", "main").strip());
        assertThat(own.hold()).isEqualTo(Hold.HELD);
        assertThat(own.fence()).isEqualTo(1);
        assertThatThrownBy(() -> reserve(BRANCH, BRANCH))
                .isInstanceOf(KugetsuException.class)
                .hasMessageContaining("branch " + BRANCH + " is reserved by session " + session());
    }

    @Test
    void letsGoOfItByADestroyAndTakesItAgainByAnUndo() {
        world.start(World.ISSUE, "write a.txt x", "commit one");
        world.supervisor().sessions().destroy(world.ref(World.ISSUE));
        assertThat(list()).isEmpty();

        world.supervisor().sessions().undo(world.ref(World.ISSUE));

        assertThat(only().fence()).isEqualTo(2);
        world.supervisor().sessions().destroy(world.ref(World.ISSUE));
        assertThat(reserve(BRANCH, BRANCH).fence()).isEqualTo(3);
    }

    @Test
    void waitsForABranchThatSomebodyHasGotMeanwhile() {
        world.start(World.ISSUE, "write a.txt x", "commit one");
        world.supervisor().sessions().destroy(world.ref(World.ISSUE));
        reserve(BRANCH, BRANCH);

        world.supervisor().sessions().undo(world.ref(World.ISSUE));
        assertThat(only().session()).isEmpty();
        world.perform(
                ReservationVerbs.RELEASE,
                new ReleaseReservation(NONE, Optional.of(BRANCH), Optional.empty(), false),
                stranger());

        assertThat(only().session()).contains(session());
        assertThat(only().fence()).isEqualTo(3);
    }

    @Test
    void letsGoOfItByAKill() {
        world.start(World.ISSUE, "write a.txt x");
        world.supervisor().sessions().kill(world.ref(World.ISSUE));

        assertThat(list()).isEmpty();

        world.supervisor().sessions().undo(world.ref(World.ISSUE));
        assertThat(only().fence()).isEqualTo(2);
    }

    @Test
    void followsABranchThatIsRenamed() throws Exception {
        world.start(World.ISSUE, "say done");
        world.git("branch", "-m", BRANCH, "parser");
        List<Difference> found = world.audit();

        assertThat(world.supervisor().audit().fix(found).left()).isEmpty();

        assertThat(only().branch()).isEqualTo("parser");
        assertThat(only().session()).contains(session());
        assertThat(all(BRANCH)).extracting(ReservationView::state).containsExactly(ReservationState.ABANDONED);
    }

    @Test
    void isNotReleasedWhileTheSessionLives() {
        world.start(World.ISSUE, "say done");
        ReleaseReservation request = new ReleaseReservation(NONE, Optional.of(BRANCH), Optional.empty(), false);

        assertThatThrownBy(() -> world.perform(ReservationVerbs.RELEASE, request, agent()))
                .hasMessageContaining("is that of session " + session() + ", for as long as it lives");
        assertThatThrownBy(() -> world.perform(
                        ReservationVerbs.RELEASE,
                        new ReleaseReservation(NONE, Optional.of(BRANCH), Optional.empty(), true),
                        Caller.in(world.repository).asOperator()))
                .hasMessageContaining("for as long as it lives");
    }

    @Test
    void letsItsAgentCaptureAndNobodyElse() throws Exception {
        world.start(World.ISSUE, "write new.txt x");
        Path worktree = Path.of(world.list(dev.kugetsu.supervisor.Sessions.Filter.Scope.LIVE)
                .getFirst()
                .worktree()
                .orElseThrow());
        CaptureWork request = new CaptureWork(NONE, Optional.of("Add it"), Optional.empty());
        assertThatThrownBy(() -> world.perform(
                        ReservationVerbs.CAPTURE, request, Caller.in(worktree).asSession("x-1")))
                .hasMessageContaining("no token says that it is yours");

        String commit = world.perform(
                        ReservationVerbs.CAPTURE,
                        request,
                        Caller.in(worktree).asAgentOf(new SessionId(session()), World.PROJECT))
                .commit()
                .orElseThrow();

        assertThat(world.git("rev-parse", BRANCH).strip()).isEqualTo(commit);
        assertThat(Files.readString(worktree.resolve("new.txt"))).startsWith("x");
        assertThat(world.gitIn(worktree, "status", "--porcelain")).isEmpty();
    }

    @Test
    void isPushedByOthersOnlyWhileItsAgentRests() {
        world.start(World.ISSUE, Attendance.DETACH, "say hello", "hang");
        Awaitility.await()
                .atMost(20, TimeUnit.SECONDS)
                .until(() -> !push(stranger()).isEmpty());
        assertThat(push(agent())).isEmpty();

        world.supervisor().turns().stop(world.ref(World.ISSUE), Urgency.IMMEDIATE);

        assertThat(push(stranger())).isEmpty();
    }

    @Test
    void endsWhatItsAgentHasReservedBesides() {
        world.start(World.ISSUE, "say done");
        world.perform(ReservationVerbs.RESERVE, request("other", "main"), agent());
        assertThat(all("other")).extracting(ReservationView::hold).containsExactly(Hold.HELD);

        world.supervisor().sessions().destroy(world.ref(World.ISSUE));

        assertThat(all("other")).extracting(ReservationView::state).containsExactly(ReservationState.ABANDONED);
    }

    @Test
    void takesAnotherNameWhenSomebodyHasReservedItsOwn() throws Exception {
        world.git("update-ref", "refs/remotes/origin/main", "HEAD");
        reserve(BRANCH, "HEAD");

        world.start(World.ISSUE, "say done");

        assertThat(list()).extracting(ReservationView::branch).containsExactly(BRANCH, BRANCH + "-2");
        assertThat(world.audit()).isEmpty();
    }

    private List<PushRefusal> push(Caller caller) {
        String id = "0".repeat(40);
        return world.perform(
                ReservationVerbs.CHECK_PUSH,
                new CheckPush(NONE, "refs/heads/" + BRANCH + " " + id + " refs/heads/" + BRANCH + " " + id),
                caller);
    }

    private String session() {
        return world.select("SELECT session_id FROM sessions WHERE kind = 'ISSUE' ORDER BY created_at DESC")
                .getFirst();
    }

    private Caller stranger() {
        return Caller.in(world.repository).asSession("x-1");
    }

    private Caller agent() {
        return Caller.in(world.repository).asAgentOf(new SessionId(session()), World.PROJECT);
    }

    private ReservationView reserve(String branch, String anchor) {
        return world.perform(ReservationVerbs.RESERVE, request(branch, anchor), stranger())
                .reservation();
    }

    private static ReserveBranch request(String branch, String anchor) {
        return new ReserveBranch(branch, Optional.of(anchor), NONE, Optional.empty(), Optional.empty());
    }

    private ReservationView only() {
        assertThat(list()).hasSize(1);
        return list().getFirst();
    }

    private List<ReservationView> list() {
        return world.perform(
                ReservationVerbs.LIST, new ListReservations(NONE, false, false), Caller.in(world.repository));
    }

    private List<ReservationView> all(String branch) {
        return world.perform(
                ReservationVerbs.LIST,
                new ListReservations(Optional.of(branch), false, true),
                Caller.in(world.repository));
    }
}
