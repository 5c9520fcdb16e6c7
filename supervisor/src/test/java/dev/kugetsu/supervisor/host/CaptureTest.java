package dev.kugetsu.supervisor.host;

import static dev.kugetsu.supervisor.host.ReservationBook.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.supervisor.KugetsuException.Kind;
import dev.kugetsu.supervisor.coordination.Coordination.Mode;
import dev.kugetsu.supervisor.coordination.ReservationVerbs;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.CaptureView;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.CaptureWork;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.ReservationGrant;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.WouldCommit;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Commits under the fence of a reservation.
class CaptureTest {

    private static final Optional<String> NONE = Optional.empty();

    @AutoClose
    private final World world;

    private final ReservationBook book;

    CaptureTest(@TempDir Path folder) throws Exception {
        world = new World(folder);
        book = new ReservationBook(world);
        world.git("config", "user.name", "Ann");
        world.git("config", "user.email", "ann@example.org");
    }

    @Test
    void commitsTheWorkOfTheOwner() throws Exception {
        ReservationGrant grant = book.reserveAndCheckOut();
        Files.writeString(world.repository.resolve("new.txt"), "1\n");

        CaptureView captured = world.perform(
                ReservationVerbs.CAPTURE,
                new CaptureWork(grant.token(), Optional.of("Add it"), Optional.of(new BigDecimal("0.8"))),
                world.caller("x-1"));

        assertThat(captured.commit()).contains(book.head("topic"));
        assertThat(world.git("status", "--porcelain")).isEmpty();
        assertThat(world.git("log", "-1", "--format=%an %s")).isEqualTo("Ann Add it\n");
        assertThat(world.select("SELECT text FROM journal WHERE kind = 'work_captured'"))
                .containsExactly(book.head("topic").substring(0, 10) + ", confidence 0.8: Add it");
    }

    @Test
    void commitsForTheOwnerWithoutAToken() throws Exception {
        book.reserveAndCheckOut();
        Files.writeString(world.repository.resolve("new.txt"), "1\n");

        assertThat(capture(NONE, "x-1").commit()).contains(book.head("topic"));
        assertThat(world.git("log", "-1", "--format=%s")).isEqualTo("parse it\n");
    }

    @Test
    void commitsNothingWhenNothingHasChanged() throws Exception {
        ReservationGrant grant = book.reserveAndCheckOut();
        String before = book.head("topic");

        assertThat(capture(grant.token(), "x-1").commit()).isEmpty();
        assertThat(book.head("topic")).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0.1", "1.1", "7"})
    void refusesWhatIsNoConfidence(String confidence) throws Exception {
        ReservationGrant grant = book.reserveAndCheckOut();

        assertFails(
                Kind.INVALID_INPUT,
                "a confidence of " + confidence,
                () -> world.perform(
                        ReservationVerbs.CAPTURE,
                        new CaptureWork(grant.token(), NONE, Optional.of(new BigDecimal(confidence))),
                        world.caller("x-1")));
    }

    @Test
    void commitsOnlyWhereTheBranchIsCheckedOut() throws Exception {
        ReservationGrant grant = book.reserve("topic", "x-1");
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
        book.reserveAndCheckOut();
        Files.writeString(world.repository.resolve("new.txt"), "1\n");
        String before = book.head("topic");

        assertFails(Kind.CONFLICT, "no token says that it is yours", () -> capture(NONE, "x-2"));
        assertThat(book.head("topic")).isEqualTo(before);
    }

    @Test
    void commitsForNobodyWhoseFenceIsOld() throws Exception {
        ReservationGrant old = book.reserveAndCheckOut();
        book.takeByForce();
        ReservationGrant now = book.reserve("topic", "x-2");
        Files.writeString(world.repository.resolve("new.txt"), "1\n");

        assertFails(
                Kind.CONFLICT,
                now.reservation().agent() + " (x-2) has the branch now, with fence 2",
                () -> capture(old.token(), "x-1"));
        assertFails(Kind.CONFLICT, "fence 1 is not active any more", () -> capture(NONE, "x-1"));
        assertThat(book.head("topic")).isEqualTo(book.head("main"));
    }

    @Test
    void rehearsesACaptureWithoutATrace() throws Exception {
        ReservationGrant grant = book.reserveAndCheckOut();
        Files.writeString(world.repository.resolve("new.txt"), "1\n");

        CaptureView rehearsed = rehearse(grant);

        assertThat(rehearsed.commit()).isEmpty();
        assertThat(rehearsed.wouldCommit()).contains(new WouldCommit(1, List.of("new.txt")));
        assertThat(world.git("status", "--porcelain")).isEqualTo("?? new.txt\n");
    }

    @Test
    void rehearsesThatThereIsNothingToCapture() throws Exception {
        ReservationGrant grant = book.reserveAndCheckOut();

        assertThat(rehearse(grant).wouldCommit()).contains(new WouldCommit(0, List.of()));
    }

    @Test
    void tellsNotMoreFilesThanCanBeRead() throws Exception {
        ReservationGrant grant = book.reserveAndCheckOut();
        for (int number = 100; number < 203; number++) {
            Files.createFile(world.repository.resolve("new-" + number));
        }

        assertThat(rehearse(grant).wouldCommit()).hasValueSatisfying(would -> {
            assertThat(would.fileCount()).isEqualTo(103);
            assertThat(would.files()).hasSize(100).startsWith("new-100").endsWith("new-199");
        });
    }

    private CaptureView rehearse(ReservationGrant grant) {
        return world.supervisor()
                .coordination()
                .perform(
                        ReservationVerbs.CAPTURE,
                        new CaptureWork(grant.token(), NONE, Optional.empty()),
                        world.caller("x-1"),
                        Mode.REHEARSE);
    }

    private CaptureView capture(Optional<String> token, String session) {
        return world.perform(
                ReservationVerbs.CAPTURE, new CaptureWork(token, NONE, Optional.empty()), world.caller(session));
    }
}
