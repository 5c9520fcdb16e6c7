package dev.kugetsu.supervisor.host;

import static dev.kugetsu.supervisor.host.ReservationBook.assertConflict;
import static dev.kugetsu.supervisor.host.ReservationBook.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kugetsu.supervisor.KugetsuException.Kind;
import dev.kugetsu.supervisor.coordination.Caller;
import dev.kugetsu.supervisor.coordination.Coordination.Mode;
import dev.kugetsu.supervisor.coordination.ReservationVerbs;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.ConflictKind;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.Hold;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.ReservationGrant;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.ReservationView;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How a branch is reserved, and why it is not.
class ReservationsTest {

    @AutoClose
    private final World world;

    private final ReservationBook book;

    ReservationsTest(@TempDir Path folder) throws Exception {
        world = new World(folder);
        book = new ReservationBook(world);
    }

    @Test
    void reservesABranchAndMakesIt() throws Exception {
        ReservationGrant grant = book.reserve("topic", "x-1");

        assertThat(grant.token()).hasValueSatisfying(token -> assertThat(token).hasSize(43));
        assertThat(grant.created()).isTrue();
        assertThat(world.git("rev-parse", "topic")).isEqualTo(world.git("rev-parse", "HEAD"));
        assertThat(grant.reservation().anchor())
                .isEqualTo(world.git("rev-parse", "HEAD").strip());
        assertThat(grant.reservation().fence()).isEqualTo(1);
        assertThat(grant.reservation().hold()).isEqualTo(Hold.HELD);
        assertThat(book.list()).containsExactly(grant.reservation());
        assertThat(world.select("SELECT token_hash FROM reservations").getFirst())
                .isNotEqualTo(grant.token().get());
        assertThat(world.select("SELECT placing FROM reservations")).containsExactly((String) null);
    }

    @Test
    void reservesABranchThatIsThere() throws Exception {
        world.git("branch", "topic");

        assertThat(book.reserve("topic", "x-1").created()).isFalse();
    }

    @Test
    void tellsWhoHasTheBranch() throws Exception {
        ReservationView owner = book.reserve("topic", "x-1").reservation();

        assertConflict(ConflictKind.LIVE_OWNER, () -> book.reserve("topic", "x-2"), conflict -> {
            assertThat(conflict.owner()).contains(owner);
            assertThat(conflict.requestedAnchor()).contains(owner.anchor());
            assertThat(conflict.reservedAnchor()).contains(owner.anchor());
        });
        assertThatThrownBy(() -> book.reserve("topic", "x-2")).hasMessageContaining(owner.agent() + " (x-1)");
    }

    @Test
    void refusesItsOwnerASecondOne() {
        book.reserve("topic", "x-1");

        assertConflict(ConflictKind.LIVE_OWNER, () -> book.reserve("topic", "x-1"), conflict -> {});
    }

    @Test
    void tellsWhereItsOwnerHasStarted() throws Exception {
        ReservationView owner = book.reserve("topic", "x-1").reservation();
        world.git("commit", "-q", "--allow-empty", "-m", "more");

        assertConflict(ConflictKind.ANCHOR_DRIFT, () -> book.reserve("topic", "x-2"), conflict -> {
            assertThat(conflict.owner()).contains(owner);
            assertThat(conflict.reservedAnchor()).contains(owner.anchor());
        });
    }

    @Test
    void tellsWhereTheBranchIs() throws Exception {
        world.git("branch", "topic");
        String there = world.git("rev-parse", "topic").strip();
        world.git("commit", "-q", "--allow-empty", "-m", "more");

        assertConflict(ConflictKind.ANCHOR_DRIFT, () -> book.reserve("topic", "x-1"), conflict -> {
            assertThat(conflict.owner()).isEmpty();
            assertThat(conflict.reservedAnchor()).contains(there);
        });
        assertThat(book.list()).isEmpty();
        assertThat(book.reserveFrom("topic", "topic", "x-1").reservation().anchor())
                .isEqualTo(there);
    }

    @Test
    void refusesAnchorsThatNameNothing() {
        assertFails(Kind.NOT_FOUND, "'no-such' names no commit", () -> book.reserveFrom("topic", "no-such", "x-1"));
        assertThat(book.list()).isEmpty();
    }

    @Test
    void refusesARepositoryWithoutACommit() throws Exception {
        Path empty = Files.createDirectory(world.folder.resolve("empty"));
        world.gitIn(empty, "init", "-q");

        assertFails(
                Kind.UNAVAILABLE,
                "no commit yet",
                () -> world.perform(
                        ReservationVerbs.RESERVE,
                        ReservationBook.request("topic"),
                        Caller.in(empty).asSession("x-1")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-x", "a b", "a..b", "HEAD", "x.lock", "a\u001b[31m"})
    void refusesWhatIsNoBranch(String branch) {
        assertFails(Kind.INVALID_INPUT, "git allows no branch", () -> book.reserve(branch, "x-1"));
    }

    @Test
    void refusesWhatNoFileCanBeNamed() {
        String folders = "a".repeat(200) + "/";

        for (String branch : List.of("a".repeat(300), "é".repeat(130) + "/b", folders.repeat(30) + "a")) {
            assertFails(Kind.INVALID_INPUT, "too long for a branch", () -> book.reserve(branch, "x-1"));
        }
        assertThat(book.reserve(folders + "a".repeat(250), "x-1").created()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void namesTheBranchThatIsInTheWay(Mode mode) throws Exception {
        world.git("branch", "t/p");

        for (String branch : List.of("main/sub", "t")) {
            assertFails(
                    Kind.CONFLICT,
                    "branch '" + branch + "' cannot be made because branch '" + (branch.equals("t") ? "t/p" : "main"),
                    () -> world.supervisor()
                            .coordination()
                            .perform(
                                    ReservationVerbs.RESERVE,
                                    ReservationBook.request(branch),
                                    world.caller("x-1"),
                                    mode));
        }
        assertThat(world.select("SELECT reservation_id FROM reservations")).isEmpty();
    }

    /// git would make a branch of that name.
    @Test
    void refusesTheFullNameOfAReference() {
        assertFails(Kind.INVALID_INPUT, "full name of a reference", () -> book.reserve("refs/heads/topic", "x-1"));
    }

    @Test
    void startsFromWhereTheCallerStands() throws Exception {
        Path other = world.folder.resolve("other");
        world.git("worktree", "add", "-q", "-b", "side", other.toString());
        world.gitIn(other, "commit", "-q", "--allow-empty", "-m", "side");

        ReservationGrant grant = world.perform(
                ReservationVerbs.RESERVE,
                ReservationBook.request("topic"),
                Caller.in(other).asSession("x-1"));

        assertThat(grant.reservation().anchor())
                .isEqualTo(world.git("rev-parse", "side").strip());
    }

    @Test
    void rehearsesWithoutATrace() throws Exception {
        ReservationGrant grant = world.supervisor()
                .coordination()
                .perform(
                        ReservationVerbs.RESERVE, ReservationBook.request("topic"), world.caller("x-1"), Mode.REHEARSE);

        assertThat(grant.token()).isEmpty();
        assertThat(grant.created()).isTrue();
        assertThat(grant.reservation().hold()).isEqualTo(Hold.HELD);
        assertThat(world.select("SELECT reservation_id FROM reservations")).isEmpty();
        assertThat(world.branches()).containsExactly("main");
    }

    @Test
    void wantsToKnowWhoItIs() throws Exception {
        assertFails(
                Kind.INVALID_INPUT,
                "nothing says which agent you are",
                () -> world.perform(
                        ReservationVerbs.RESERVE, ReservationBook.request("topic"), Caller.in(world.repository)));
        assertThat(world.branches()).containsExactly("main");
    }

    @Test
    void letsTheOperatorReserve() {
        Caller operator = world.operator();

        world.perform(ReservationVerbs.RESERVE, ReservationBook.request("topic"), operator);

        assertThat(book.list().getFirst().hold()).isEqualTo(Hold.HELD);
        assertConflict(ConflictKind.LIVE_OWNER, () -> book.reserve("topic", "x-1"), conflict -> {});
    }
}
