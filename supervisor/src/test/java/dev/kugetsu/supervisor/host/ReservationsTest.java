package dev.kugetsu.supervisor.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.adapters.process.SystemProcesses;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.KugetsuException.Kind;
import dev.kugetsu.supervisor.coordination.AgentVerbs;
import dev.kugetsu.supervisor.coordination.AgentVerbs.EndAgent;
import dev.kugetsu.supervisor.coordination.Caller;
import dev.kugetsu.supervisor.coordination.Coordination.Mode;
import dev.kugetsu.supervisor.coordination.Presence;
import dev.kugetsu.supervisor.coordination.ReservationVerbs;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.ConflictKind;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.Hold;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.ListReservations;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.MarkReady;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.Outcome;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.ReleaseReservation;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.RenewReservation;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.ReservationConflict;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.ReservationGrant;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.ReservationState;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.ReservationView;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.ReserveBranch;
import dev.kugetsu.supervisor.coordination.Verb;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReservationsTest {

    private static final Optional<String> NONE = Optional.empty();

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
    void reservesABranchAndMakesIt() throws Exception {
        ReservationGrant grant = reserve("topic", "x-1");

        assertThat(grant.token()).hasValueSatisfying(token -> assertThat(token).hasSize(43));
        assertThat(grant.created()).isTrue();
        assertThat(world.git("rev-parse", "topic")).isEqualTo(world.git("rev-parse", "HEAD"));
        assertThat(grant.reservation().anchor())
                .isEqualTo(world.git("rev-parse", "HEAD").strip());
        assertThat(grant.reservation().fence()).isEqualTo(1);
        assertThat(grant.reservation().hold()).isEqualTo(Hold.HELD);
        assertThat(list()).containsExactly(grant.reservation());
        assertThat(world.select("SELECT token_hash FROM reservations").getFirst())
                .isNotEqualTo(grant.token().get());
        assertThat(world.select("SELECT placing FROM reservations")).containsExactly((String) null);
    }

    @Test
    void reservesABranchThatIsThere() throws Exception {
        world.git("branch", "topic");

        assertThat(reserve("topic", "x-1").created()).isFalse();
    }

    @Test
    void tellsWhoHasTheBranch() throws Exception {
        ReservationView owner = reserve("topic", "x-1").reservation();

        assertConflict(ConflictKind.LIVE_OWNER, () -> reserve("topic", "x-2"), conflict -> {
            assertThat(conflict.owner()).contains(owner);
            assertThat(conflict.requestedAnchor()).contains(owner.anchor());
            assertThat(conflict.reservedAnchor()).contains(owner.anchor());
        });
        assertThatThrownBy(() -> reserve("topic", "x-2")).hasMessageContaining(owner.agent() + " (x-1)");
    }

    @Test
    void refusesItsOwnerASecondOne() {
        reserve("topic", "x-1");

        assertConflict(ConflictKind.LIVE_OWNER, () -> reserve("topic", "x-1"), conflict -> {});
    }

    @Test
    void tellsWhereItsOwnerHasStarted() throws Exception {
        ReservationView owner = reserve("topic", "x-1").reservation();
        world.git("commit", "-q", "--allow-empty", "-m", "more");

        assertConflict(ConflictKind.ANCHOR_DRIFT, () -> reserve("topic", "x-2"), conflict -> {
            assertThat(conflict.owner()).contains(owner);
            assertThat(conflict.reservedAnchor()).contains(owner.anchor());
        });
    }

    @Test
    void tellsWhereTheBranchIs() throws Exception {
        world.git("branch", "topic");
        String there = world.git("rev-parse", "topic").strip();
        world.git("commit", "-q", "--allow-empty", "-m", "more");

        assertConflict(ConflictKind.ANCHOR_DRIFT, () -> reserve("topic", "x-1"), conflict -> {
            assertThat(conflict.owner()).isEmpty();
            assertThat(conflict.reservedAnchor()).contains(there);
        });
        assertThat(list()).isEmpty();
        assertThat(reserveFrom("topic", "topic", "x-1").reservation().anchor()).isEqualTo(there);
    }

    @Test
    void refusesAnchorsThatNameNothing() {
        assertFails(Kind.NOT_FOUND, "'no-such' names no commit", () -> reserveFrom("topic", "no-such", "x-1"));
        assertThat(list()).isEmpty();
    }

    @Test
    void refusesARepositoryWithoutACommit() throws Exception {
        Path empty = java.nio.file.Files.createDirectory(folder.resolve("empty"));
        world.gitIn(empty, "init", "-q");

        assertFails(
                Kind.UNAVAILABLE,
                "no commit yet",
                () -> perform(
                        ReservationVerbs.RESERVE,
                        request("topic"),
                        Caller.in(empty).asSession("x-1")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-x", "a b", "a..b", "HEAD", "x.lock", "a\u001b[31m"})
    void refusesWhatIsNoBranch(String branch) {
        assertFails(Kind.INVALID_INPUT, "git allows no branch", () -> reserve(branch, "x-1"));
    }

    /// git would make a branch of that name.
    @Test
    void refusesTheFullNameOfAReference() {
        assertFails(Kind.INVALID_INPUT, "full name of a reference", () -> reserve("refs/heads/topic", "x-1"));
    }

    @Test
    void startsFromWhereTheCallerStands() throws Exception {
        Path other = folder.resolve("other");
        world.git("worktree", "add", "-q", "-b", "side", other.toString());
        world.gitIn(other, "commit", "-q", "--allow-empty", "-m", "side");

        ReservationGrant grant = perform(
                ReservationVerbs.RESERVE, request("topic"), Caller.in(other).asSession("x-1"));

        assertThat(grant.reservation().anchor())
                .isEqualTo(world.git("rev-parse", "side").strip());
    }

    @Test
    void givesTheBranchOfTheDeadToTheNext() throws Exception {
        Process program = new ProcessBuilder("sleep", "60").start();
        ReservationGrant first = holdFor(program.pid(), "topic", "x-1");
        ReservationGrant other = holdFor(program.pid(), "other", "x-1");
        assertConflict(ConflictKind.LIVE_OWNER, () -> reserve("topic", "x-2"), conflict -> {});
        program.destroyForcibly().waitFor();
        assertThat(list()).extracting(ReservationView::hold).containsOnly(Hold.DEAD);

        ReservationGrant second = reserve("topic", "x-2");

        assertThat(second.reservation().fence()).isEqualTo(2);
        assertThat(all("topic"))
                .extracting(ReservationView::state)
                .containsExactly(ReservationState.ACTIVE, ReservationState.ABANDONED);
        assertThat(all("other")).extracting(ReservationView::state).containsExactly(ReservationState.ACTIVE);
        assertSuperseded(second.reservation(), () -> renew(first.token()));
        assertSuperseded(second.reservation(), () -> ready(first.token()));
        assertThat(renew(other.token()).state()).isEqualTo(ReservationState.ACTIVE);
        assertThat(world.select("SELECT text FROM messages"))
                .singleElement()
                .asString()
                .contains("lost the reservation of branch topic");
    }

    @Test
    void takesAProcessOfAnEarlierBootForDead() throws Exception {
        ProcessIdentity self = SystemProcesses.detect().current();
        holdFor(self.pid(), "topic", "x-1");
        assertConflict(ConflictKind.LIVE_OWNER, () -> reserve("topic", "x-2"), conflict -> {});
        setProcess(new ProcessIdentity(self.pid(), self.startTicks(), "another-boot"));

        assertThat(reserve("topic", "x-2").reservation().fence()).isEqualTo(2);
    }

    @Test
    void takesNothingFromWhomTheProbeCannotSee() throws Exception {
        ProcessIdentity self = SystemProcesses.detect().current();
        holdFor(self.pid(), "topic", "x-1");
        setProcess(new ProcessIdentity(self.pid(), self.startTicks(), self.bootId(), Optional.of("pid:[1]")));
        silence(Duration.ofDays(30));

        assertConflict(ConflictKind.LIVE_OWNER, () -> reserve("topic", "x-2"), conflict -> {});
    }

    @Test
    void endsALeaseThatIsNotRenewed() {
        ReservationGrant first = lease("topic", Optional.empty(), "x-1");
        silence(Duration.ofMinutes(29));
        assertConflict(ConflictKind.LIVE_OWNER, () -> reserve("topic", "x-2"), conflict -> {});
        renew(first.token());
        silence(Duration.ofMinutes(29));
        assertConflict(ConflictKind.LIVE_OWNER, () -> reserve("topic", "x-2"), conflict -> {});
        silence(Duration.ofMinutes(2));
        assertThat(list().getFirst().hold()).isEqualTo(Hold.EXPIRED);

        assertThat(reserve("topic", "x-2").reservation().fence()).isEqualTo(2);
    }

    @Test
    void keepsALeaseWhileItsProcessLives() {
        lease("topic", Optional.of(SystemProcesses.detect().current().pid()), "x-1");
        silence(Duration.ofDays(1));

        assertConflict(ConflictKind.LIVE_OWNER, () -> reserve("topic", "x-2"), conflict -> {});
    }

    @Test
    void waitsTwoHoursForAnAgentWithoutAProcess() {
        reserve("topic", "x-1");
        silence(Duration.ofMinutes(119));
        assertConflict(ConflictKind.LIVE_OWNER, () -> reserve("topic", "x-2"), conflict -> {});
        assertThat(list().getFirst().ownerPresence()).isEqualTo(Presence.STALE);
        silence(Duration.ofMinutes(2));

        assertThat(reserve("topic", "x-2").reservation().fence()).isEqualTo(2);
    }

    @Test
    void abandonsWhatAnAgentHasWhenItEnds() {
        reserve("topic", "x-1");

        perform(AgentVerbs.END, new EndAgent(Optional.empty()), caller("x-1"));

        assertThat(all("topic")).extracting(ReservationView::state).containsExactly(ReservationState.ABANDONED);
        assertThat(reserve("topic", "x-2").reservation().fence()).isEqualTo(2);
    }

    @Test
    void tellsWrongMissingAndSpentTokensApart() {
        ReservationGrant grant = reserve("topic", "x-1");

        assertFails(Kind.CONFLICT, "that of no reservation", () -> renew(Optional.of("guess")));
        assertFails(
                Kind.CONFLICT,
                "no token says that it is yours",
                () -> perform(
                        ReservationVerbs.HEARTBEAT, new RenewReservation(NONE, Optional.of("topic")), caller("x-2")));
        assertFails(Kind.NOT_FOUND, "has reserved no branch", () -> renew(NONE, "x-2"));
        assertFails(
                Kind.NOT_FOUND,
                "nobody has reserved branch",
                () -> perform(
                        ReservationVerbs.HEARTBEAT, new RenewReservation(NONE, Optional.of("free")), caller("x-2")));
        assertFails(
                Kind.CONFLICT,
                "that of branch topic, not of other",
                () -> perform(
                        ReservationVerbs.HEARTBEAT,
                        new RenewReservation(grant.token(), Optional.of("other")),
                        caller("x-1")));
        release(grant.token(), Outcome.COMPLETE);
        assertFails(Kind.CONFLICT, "not active any more (complete", () -> renew(grant.token()));
        assertFails(Kind.CONFLICT, "not active any more (complete", () -> renew(NONE, "x-1"));
    }

    @Test
    void knowsItsOwnerWithoutAToken() {
        reserve("topic", "x-1");

        assertThat(renew(NONE, "x-1").branch()).isEqualTo("topic");
        reserve("other", "x-1");
        assertFails(Kind.INVALID_INPUT, "several branches: other, topic", () -> renew(NONE, "x-1"));
    }

    @Test
    void knowsWhoeverHasTheToken() {
        ReservationGrant grant = reserve("topic", "x-1");

        assertThat(renew(grant.token(), "x-2").agent())
                .isEqualTo(grant.reservation().agent());
        assertThat(perform(
                                ReservationVerbs.HEARTBEAT,
                                new RenewReservation(grant.token(), NONE),
                                Caller.in(world.repository))
                        .branch())
                .isEqualTo("topic");
    }

    @Test
    void releasesOnceHoweverOften() {
        ReservationGrant grant = reserve("topic", "x-1");

        ReservationView released = release(grant.token(), Outcome.COMPLETE);

        assertThat(released.state()).isEqualTo(ReservationState.COMPLETE);
        assertThat(release(grant.token(), Outcome.COMPLETE)).isEqualTo(released);
        assertFails(Kind.CONFLICT, "not active any more", () -> release(grant.token(), Outcome.ABANDONED));
        assertThat(reserve("topic", "x-1").reservation().fence()).isEqualTo(2);
    }

    @Test
    void takesByForceOnlyForTheOperator() {
        ReservationGrant grant = reserve("topic", "x-1");
        ReleaseReservation force =
                new ReleaseReservation(NONE, Optional.of("topic"), Optional.of(Outcome.ABANDONED), true);

        assertFails(
                Kind.CONFLICT,
                "only the person in charge",
                () -> perform(ReservationVerbs.RELEASE, force, caller("x-2")));
        ReservationView lost = perform(
                ReservationVerbs.RELEASE, force, Caller.in(world.repository).asOperator());

        assertThat(lost.state()).isEqualTo(ReservationState.ABANDONED);
        assertThat(world.select("SELECT kind FROM journal WHERE agent = 'operator'"))
                .containsExactly("reservation_lost");
        assertThat(world.select("SELECT recipient FROM messages"))
                .containsExactly(grant.reservation().agent());
    }

    @Test
    void marksWhatIsReady() throws Exception {
        ReservationGrant grant = reserve("topic", "x-1");
        String first = ready(grant.token()).readyCommit().orElseThrow();
        assertThat(first).isEqualTo(world.git("rev-parse", "topic").strip());
        ready(grant.token());
        assertThat(world.select("SELECT kind FROM journal WHERE kind = 'branch_ready'"))
                .hasSize(1);
        world.git("checkout", "-q", "topic");
        world.git("commit", "-q", "--allow-empty", "-m", "more");

        assertThat(ready(grant.token()).readyCommit())
                .contains(world.git("rev-parse", "topic").strip());
        world.git("checkout", "-q", "main");
        world.git("branch", "-q", "-D", "topic");
        assertFails(Kind.NOT_FOUND, "branch topic is gone", () -> ready(grant.token()));
    }

    @Test
    void rehearsesWithoutATrace() throws Exception {
        ReservationGrant grant = world.supervisor()
                .coordination()
                .perform(ReservationVerbs.RESERVE, request("topic"), caller("x-1"), Mode.REHEARSE);

        assertThat(grant.token()).isEmpty();
        assertThat(grant.created()).isTrue();
        assertThat(grant.reservation().hold()).isEqualTo(Hold.HELD);
        assertThat(world.select("SELECT reservation_id FROM reservations")).isEmpty();
        assertThat(world.branches()).containsExactly("main");
    }

    @Test
    void endsNothingByListing() throws Exception {
        Process program = new ProcessBuilder("sleep", "60").start();
        holdFor(program.pid(), "topic", "x-1");
        program.destroyForcibly().waitFor();

        assertThat(perform(ReservationVerbs.LIST, new ListReservations(NONE, true, false), Caller.in(world.repository)))
                .isEmpty();
        assertThat(world.select("SELECT state FROM reservations")).containsExactly("ACTIVE");
    }

    @Test
    void wantsToKnowWhoItIs() throws Exception {
        assertFails(
                Kind.INVALID_INPUT,
                "nothing says which agent you are",
                () -> perform(ReservationVerbs.RESERVE, request("topic"), Caller.in(world.repository)));
        assertThat(world.branches()).containsExactly("main");
    }

    @Test
    void letsTheOperatorReserve() {
        Caller operator = Caller.in(world.repository).asOperator();

        perform(ReservationVerbs.RESERVE, request("topic"), operator);

        assertThat(list().getFirst().hold()).isEqualTo(Hold.HELD);
        assertConflict(ConflictKind.LIVE_OWNER, () -> reserve("topic", "x-1"), conflict -> {});
    }

    private void silence(Duration time) {
        for (String column : List.of("reservations.heartbeat_at", "agent_sessions.last_seen_at")) {
            String[] parts = column.split("\\.", 2);
            world.change("UPDATE " + parts[0] + " SET " + parts[1] + " = " + parts[1] + " - " + time.toMillis());
        }
    }

    private void setProcess(ProcessIdentity process) {
        world.change("UPDATE reservations SET process = '" + process + "'");
    }

    private ReservationGrant reserve(String branch, String session) {
        return perform(ReservationVerbs.RESERVE, request(branch), caller(session));
    }

    private ReservationGrant reserveFrom(String branch, String anchor, String session) {
        return perform(
                ReservationVerbs.RESERVE,
                new ReserveBranch(branch, Optional.of(anchor), NONE, Optional.empty(), Optional.empty()),
                caller(session));
    }

    private ReservationGrant holdFor(long pid, String branch, String session) {
        return perform(
                ReservationVerbs.RESERVE,
                new ReserveBranch(branch, NONE, NONE, Optional.of(pid), Optional.empty()),
                caller(session));
    }

    private ReservationGrant lease(String branch, Optional<Long> pid, String session) {
        return perform(
                ReservationVerbs.RESERVE,
                new ReserveBranch(branch, NONE, NONE, pid, Optional.of(Duration.ofMinutes(30))),
                caller(session));
    }

    private static ReserveBranch request(String branch) {
        return new ReserveBranch(branch, NONE, NONE, Optional.empty(), Optional.empty());
    }

    private ReservationView renew(Optional<String> token) {
        return renew(token, "x-1");
    }

    private ReservationView renew(Optional<String> token, String session) {
        return perform(ReservationVerbs.HEARTBEAT, new RenewReservation(token, NONE), caller(session));
    }

    private ReservationView ready(Optional<String> token) {
        return perform(ReservationVerbs.READY, new MarkReady(token, NONE, NONE), caller("x-1"));
    }

    private ReservationView release(Optional<String> token, Outcome outcome) {
        return perform(
                ReservationVerbs.RELEASE,
                new ReleaseReservation(token, NONE, Optional.of(outcome), false),
                caller("x-1"));
    }

    private List<ReservationView> list() {
        return perform(ReservationVerbs.LIST, new ListReservations(NONE, false, false), Caller.in(world.repository));
    }

    private List<ReservationView> all(String branch) {
        return perform(
                ReservationVerbs.LIST,
                new ListReservations(Optional.of(branch), false, true),
                Caller.in(world.repository));
    }

    private <Q extends Record, R> R perform(Verb<Q, R> verb, Q request, Caller caller) {
        return world.supervisor().coordination().perform(verb, request, caller, Mode.COMMIT);
    }

    private Caller caller(String session) {
        return Caller.in(world.repository).asSession(session);
    }

    private static void assertSuperseded(ReservationView owner, ThrowingCallable call) {
        assertConflict(
                ConflictKind.SUPERSEDED,
                call,
                conflict -> assertThat(conflict.owner())
                        .map(ReservationView::reservationId)
                        .contains(owner.reservationId()));
    }

    private static void assertConflict(
            ConflictKind kind, ThrowingCallable call, java.util.function.Consumer<ReservationConflict> details) {
        assertThatThrownBy(call).isInstanceOfSatisfying(KugetsuException.class, failure -> {
            assertThat(failure.kind()).isEqualTo(Kind.CONFLICT);
            ReservationConflict conflict =
                    (ReservationConflict) failure.details().orElseThrow();
            assertThat(conflict.kind()).isEqualTo(kind);
            details.accept(conflict);
        });
    }

    private static void assertFails(Kind kind, String text, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(KugetsuException.class, failure -> {
            assertThat(failure).hasMessageContaining(text);
            assertThat(failure.kind()).isEqualTo(kind);
        });
    }
}
