package dev.kugetsu.supervisor.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.KugetsuException.Kind;
import dev.kugetsu.supervisor.Supervisor;
import dev.kugetsu.supervisor.coordination.Caller;
import dev.kugetsu.supervisor.coordination.Coordination.Mode;
import dev.kugetsu.supervisor.coordination.ReservationVerbs;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.CaptureView;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.CaptureWork;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.CheckPush;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.PushRefusal;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.ReleaseReservation;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.ReservationGrant;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.ReserveBranch;
import dev.kugetsu.supervisor.coordination.Verb;
import dev.kugetsu.supervisor.home.KugetsuHome;
import dev.kugetsu.worktrees.WorktreeException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Reservations as they meet git: commits under the fence, pushes, and what fails or is lost in between.
class CaptureTest {

    private static final Optional<String> NONE = Optional.empty();
    private static final String ID = "0".repeat(40);

    @TempDir
    Path folder;

    private World world;
    private TappedWorktrees taps;
    private Supervisor tapped;

    @BeforeEach
    void open() throws Exception {
        world = new World(folder);
        world.git("config", "user.name", "Ann");
        world.git("config", "user.email", "ann@example.org");
        KugetsuHome home = new KugetsuHome(world.home);
        LocalHost.Leaves leaves = LocalHost.leaves(home, world.environment);
        taps = new TappedWorktrees(leaves.worktrees());
        tapped = LocalHost.open(
                home,
                world.environment,
                new LocalHost.Leaves(taps.worktrees(), leaves.harnesses(), leaves.commands(), leaves.processes()));
    }

    @AfterEach
    void close() throws Exception {
        tapped.close();
        world.close();
    }

    @Test
    void commitsTheWorkOfTheOwner() throws Exception {
        ReservationGrant grant = reserveAndCheckOut();
        Files.writeString(world.repository.resolve("new.txt"), "1\n");

        CaptureView captured = perform(
                ReservationVerbs.CAPTURE,
                new CaptureWork(grant.token(), Optional.of("Add it"), Optional.of(new BigDecimal("0.8"))),
                caller("x-1"));

        assertThat(captured.commit()).contains(head("topic"));
        assertThat(world.git("status", "--porcelain")).isEmpty();
        assertThat(world.git("log", "-1", "--format=%an %s")).isEqualTo("Ann Add it\n");
        assertThat(world.select("SELECT text FROM journal WHERE kind = 'work_captured'"))
                .containsExactly(head("topic").substring(0, 10) + ", confidence 0.8: Add it");
    }

    @Test
    void commitsForTheOwnerWithoutAToken() throws Exception {
        reserveAndCheckOut();
        Files.writeString(world.repository.resolve("new.txt"), "1\n");

        assertThat(capture(NONE, "x-1").commit()).contains(head("topic"));
        assertThat(world.git("log", "-1", "--format=%s")).isEqualTo("parse it\n");
    }

    @Test
    void commitsNothingWhenNothingHasChanged() throws Exception {
        ReservationGrant grant = reserveAndCheckOut();
        String before = head("topic");

        assertThat(capture(grant.token(), "x-1").commit()).isEmpty();
        assertThat(head("topic")).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0.1", "1.1", "7"})
    void refusesWhatIsNoConfidence(String confidence) throws Exception {
        ReservationGrant grant = reserveAndCheckOut();

        assertFails(
                Kind.INVALID_INPUT,
                "a confidence of " + confidence,
                () -> perform(
                        ReservationVerbs.CAPTURE,
                        new CaptureWork(grant.token(), NONE, Optional.of(new BigDecimal(confidence))),
                        caller("x-1")));
    }

    @Test
    void commitsOnlyWhereTheBranchIsCheckedOut() throws Exception {
        ReservationGrant grant = reserve("topic", "x-1");
        Files.writeString(world.repository.resolve("new.txt"), "1\n");

        assertFails(
                Kind.CONFLICT,
                "reserved is branch topic, but checked out here is main",
                () -> capture(grant.token(), "x-1"));
        world.git("checkout", "-q", "--detach");
        assertFails(Kind.CONFLICT, "no branch is checked out", () -> capture(grant.token(), "x-1"));
        assertThat(world.git("diff", "--cached", "--name-only")).isEmpty();
    }

    @Test
    void commitsForNobodyElse() throws Exception {
        reserveAndCheckOut();
        Files.writeString(world.repository.resolve("new.txt"), "1\n");
        String before = head("topic");

        assertFails(Kind.CONFLICT, "no token says that it is yours", () -> capture(NONE, "x-2"));
        assertThat(head("topic")).isEqualTo(before);
    }

    @Test
    void commitsForNobodyWhoseFenceIsOld() throws Exception {
        ReservationGrant old = reserveAndCheckOut();
        takeByForce();
        ReservationGrant now = reserve("topic", "x-2");
        Files.writeString(world.repository.resolve("new.txt"), "1\n");

        assertFails(
                Kind.CONFLICT,
                now.reservation().agent() + " (x-2) has the branch now, with fence 2",
                () -> capture(old.token(), "x-1"));
        assertFails(Kind.CONFLICT, "fence 1 is not active any more", () -> capture(NONE, "x-1"));
        assertThat(head("topic")).isEqualTo(head("main"));
    }

    @Test
    void takesACommitBackWhoseOwnerHasLostTheBranchMeanwhile() throws Exception {
        ReservationGrant grant = reserveAndCheckOut();
        Files.writeString(world.repository.resolve("new.txt"), "1\n");
        taps.after("advance", this::takeByForce);

        assertFails(Kind.CONFLICT, "not active any more", () -> captureTapped(grant));

        assertThat(head("topic")).isEqualTo(head("main"));
        assertThat(world.repository.resolve("new.txt")).exists();
        assertThat(world.select("SELECT kind FROM journal WHERE kind = 'work_captured'"))
                .isEmpty();
    }

    @Test
    void leavesABranchAloneThatHasMovedMeanwhile() throws Exception {
        ReservationGrant grant = reserveAndCheckOut();
        Files.writeString(world.repository.resolve("new.txt"), "1\n");
        taps.after(
                "prepareCommit",
                () -> world.git(
                        "update-ref",
                        "refs/heads/topic",
                        world.git("commit-tree", "HEAD^{tree}", "-p", "HEAD", "-m", "theirs")
                                .strip()));

        assertFails(Kind.CONFLICT, "branch topic has moved away", () -> captureTapped(grant));

        assertThat(world.git("log", "-1", "--format=%s", "topic")).isEqualTo("theirs\n");
    }

    @Test
    void commitsNothingOfAnotherBranchThatIsCheckedOutMeanwhile() throws Exception {
        ReservationGrant grant = reserveAndCheckOut();
        taps.before("prepareCommit", () -> {
            world.git("checkout", "-q", "-b", "other");
            Files.writeString(world.repository.resolve("new.txt"), "of the other\n");
        });

        assertFails(Kind.CONFLICT, "topic was checked out", () -> captureTapped(grant));

        assertThat(head("topic")).isEqualTo(head("main"));
        assertThat(world.git("status", "--porcelain")).isEqualTo("?? new.txt\n");
    }

    @Test
    void rehearsesACaptureWithoutATrace() throws Exception {
        ReservationGrant grant = reserveAndCheckOut();
        Files.writeString(world.repository.resolve("new.txt"), "1\n");

        CaptureView rehearsed = world.supervisor()
                .coordination()
                .perform(
                        ReservationVerbs.CAPTURE,
                        new CaptureWork(grant.token(), NONE, Optional.empty()),
                        caller("x-1"),
                        Mode.REHEARSE);

        assertThat(rehearsed.commit()).isEmpty();
        assertThat(world.git("status", "--porcelain")).isEqualTo("?? new.txt\n");
    }

    @Test
    void givesUpWhatItCouldNotComplete() throws Exception {
        taps.before("moveBranch", () -> {
            throw new WorktreeException(WorktreeException.Kind.DISK_FULL, "the disk is full");
        });

        assertFails(Kind.UNAVAILABLE, "the disk is full", () -> reserveTapped("topic"));

        assertThat(world.select("SELECT state FROM reservations")).containsExactly("ABANDONED");
        assertThat(world.branches()).containsExactly("main");
        assertThat(reserve("topic", "x-2").reservation().fence()).isEqualTo(2);
    }

    @Test
    void keepsTheFirstFailureWhateverElseFails() {
        taps.before("moveBranch", () -> {
            world.change("CREATE TRIGGER stuck BEFORE UPDATE ON reservations BEGIN SELECT raise(ABORT, 'stuck'); END");
            throw new WorktreeException(WorktreeException.Kind.FAILED, "the first failure");
        });

        assertThatThrownBy(() -> reserveTapped("topic"))
                .hasMessage("the first failure")
                .satisfies(failure -> assertThat(failure.getSuppressed()).hasSize(1));
        world.change("DROP TRIGGER stuck");
    }

    @Test
    void takesTheBranchBackThatItCouldNotRecord() throws Exception {
        taps.after(
                "moveBranch",
                () -> world.change(
                        "CREATE TRIGGER stuck BEFORE UPDATE OF placing ON reservations WHEN NEW.state = 'ACTIVE' "
                                + "BEGIN SELECT raise(ABORT, 'stuck'); END"));

        assertThatThrownBy(() -> reserveTapped("topic")).hasMessageContaining("stuck");

        assertThat(world.branches()).containsExactly("main");
        assertThat(world.select("SELECT state FROM reservations")).containsExactly("ABANDONED");
        world.change("DROP TRIGGER stuck");
    }

    @Test
    void leavesTheBranchToWhoeverHasGotItMeanwhile() throws Exception {
        taps.after("moveBranch", () -> {
            takeByForce();
            reserve("topic", "x-2");
        });

        assertFails(Kind.CONFLICT, "(x-2) has the branch now", () -> reserveTapped("topic"));

        assertThat(world.branches()).containsExactly("main", "topic");
        assertThat(world.select("SELECT state FROM reservations ORDER BY fence"))
                .containsExactly("ABANDONED", "ACTIVE");
    }

    @Test
    void leavesTheBranchOfSomebodyElse() throws Exception {
        taps.before("moveBranch", () -> world.git("branch", "topic"));

        assertFails(Kind.CONFLICT, "branch topic is at", () -> reserveTapped("topic"));

        assertThat(world.branches()).containsExactly("main", "topic");
        assertThat(world.select("SELECT state FROM reservations")).containsExactly("ABANDONED");
    }

    @Test
    void noticesABranchThatHasMovedMeanwhile() throws Exception {
        world.git("branch", "topic");
        taps.before(
                "moveBranch",
                () -> world.git(
                        "update-ref",
                        "refs/heads/topic",
                        world.git("commit-tree", "HEAD^{tree}", "-p", "HEAD", "-m", "theirs")
                                .strip()));

        assertFails(Kind.CONFLICT, "branch topic is at", () -> reserveTapped("topic"));
    }

    @Test
    void refusesToPushWhatAnotherOneHas() {
        ReservationGrant grant = reserve("topic", "x-1");

        assertThat(push(NONE, "x-2", "refs/heads/topic", "refs/heads/topic"))
                .singleElement()
                .satisfies(refusal -> {
                    assertThat(refusal.ref()).isEqualTo("refs/heads/topic");
                    assertThat(refusal.reason())
                            .contains("reserved by " + grant.reservation().agent());
                    assertThat(refusal.owner()).isPresent();
                });
        assertThat(push(NONE, "x-2", "refs/heads/mine", "refs/heads/topic")).hasSize(1);
        assertThat(push(NONE, "x-2", "refs/heads/topic", "refs/heads/mine")).hasSize(1);
        assertThat(push(NONE, "x-2", "(delete)", "refs/heads/topic")).hasSize(1);
        assertThat(push(NONE, "x-2", "HEAD", "refs/heads/topic")).hasSize(1);
        assertThat(push(NONE, "x-2", "HEAD^{/fix the bug}", "refs/heads/topic")).hasSize(1);
        assertThat(push(NONE, "x-2", "refs/tags/topic", "refs/tags/topic")).isEmpty();
        assertThat(push(NONE, "x-2", "refs/heads/mine", "refs/heads/mine")).isEmpty();
    }

    @Test
    void letsTheOwnerPush() {
        ReservationGrant grant = reserve("topic", "x-1");

        assertThat(push(NONE, "x-1", "refs/heads/topic", "refs/heads/topic")).isEmpty();
        assertThat(push(grant.token(), "x-2", "refs/heads/topic", "refs/heads/topic"))
                .isEmpty();
        assertThat(perform(
                        ReservationVerbs.CHECK_PUSH,
                        new CheckPush(NONE, line("refs/heads/topic", "refs/heads/topic")),
                        Caller.in(world.repository).asOperator()))
                .isEmpty();
    }

    @Test
    void refusesToPushWithAnOldFence() {
        ReservationGrant old = reserve("topic", "x-1");
        takeByForce();
        assertThat(push(old.token(), "x-1", "refs/heads/topic", "refs/heads/topic"))
                .isEmpty();
        ReservationGrant now = reserve("topic", "x-2");

        assertThat(push(old.token(), "x-1", "refs/heads/topic", "refs/heads/topic"))
                .singleElement()
                .satisfies(refusal -> assertThat(refusal.reason())
                        .contains("has fence 1", now.reservation().agent() + " (x-2) got it with fence 2"));
        assertThat(push(old.token(), "x-2", "refs/heads/topic", "refs/heads/topic"))
                .hasSize(1);
    }

    @Test
    void letsTheOwnerPushWhoseShellHasATokenOfItsOwnFromBefore() {
        ReservationGrant old = reserve("topic", "x-1");
        takeByForce();
        reserve("topic", "x-1");

        assertThat(push(old.token(), "x-1", "refs/heads/topic", "refs/heads/topic"))
                .isEmpty();
        assertThat(push(old.token(), "x-2", "refs/heads/topic", "refs/heads/topic"))
                .hasSize(1);
    }

    @Test
    void standsInNobodysWayWithoutProof() throws Exception {
        Process program = new ProcessBuilder("sleep", "60").start();
        perform(
                ReservationVerbs.RESERVE,
                new ReserveBranch("topic", NONE, NONE, Optional.of(program.pid()), Optional.empty()),
                caller("x-1"));
        assertThat(push(NONE, "x-2", "refs/heads/topic", "refs/heads/topic")).hasSize(1);
        program.destroyForcibly().waitFor();

        assertThat(push(NONE, "x-2", "refs/heads/topic", "refs/heads/topic")).isEmpty();
        assertThat(push(Optional.of("guess"), "x-2", "refs/heads/topic", "refs/heads/topic"))
                .isEmpty();
        assertThat(perform(
                        ReservationVerbs.CHECK_PUSH,
                        new CheckPush(NONE, "garbage\n\n refs/heads/a..b 1 refs/heads/a..b 2\n\1\n"),
                        caller("x-2")))
                .isEmpty();
    }

    private List<PushRefusal> push(Optional<String> token, String session, String localRef, String remoteRef) {
        return perform(ReservationVerbs.CHECK_PUSH, new CheckPush(token, line(localRef, remoteRef)), caller(session));
    }

    private static String line(String localRef, String remoteRef) {
        return localRef + " " + ID + " " + remoteRef + " " + ID + "\n";
    }

    private void takeByForce() {
        perform(
                ReservationVerbs.RELEASE,
                new ReleaseReservation(NONE, Optional.of("topic"), Optional.empty(), true),
                Caller.in(world.repository).asOperator());
    }

    private ReservationGrant reserveAndCheckOut() throws Exception {
        ReservationGrant grant = reserve("topic", "x-1");
        world.git("checkout", "-q", "topic");
        return grant;
    }

    private ReservationGrant reserve(String branch, String session) {
        return perform(ReservationVerbs.RESERVE, request(branch), caller(session));
    }

    private void reserveTapped(String branch) {
        tapped.coordination().perform(ReservationVerbs.RESERVE, request(branch), caller("x-1"), Mode.COMMIT);
    }

    private static ReserveBranch request(String branch) {
        return new ReserveBranch(branch, NONE, Optional.of("parse it"), Optional.empty(), Optional.empty());
    }

    private CaptureView capture(Optional<String> token, String session) {
        return perform(ReservationVerbs.CAPTURE, new CaptureWork(token, NONE, Optional.empty()), caller(session));
    }

    private void captureTapped(ReservationGrant grant) {
        tapped.coordination()
                .perform(
                        ReservationVerbs.CAPTURE,
                        new CaptureWork(grant.token(), NONE, Optional.empty()),
                        caller("x-1"),
                        Mode.COMMIT);
    }

    private String head(String branch) throws Exception {
        return world.git("rev-parse", branch).strip();
    }

    private <Q extends Record, R> R perform(Verb<Q, R> verb, Q request, Caller caller) {
        return world.supervisor().coordination().perform(verb, request, caller, Mode.COMMIT);
    }

    private Caller caller(String session) {
        return Caller.in(world.repository).asSession(session);
    }

    private static void assertFails(Kind kind, String text, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(KugetsuException.class, failure -> {
            assertThat(failure).hasMessageContaining(text);
            assertThat(failure.kind()).isEqualTo(kind);
        });
    }
}
