package dev.kugetsu.supervisor.host;

import static dev.kugetsu.supervisor.host.ReservationBook.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.supervisor.KugetsuException.Kind;
import dev.kugetsu.supervisor.coordination.Coordination.Mode;
import dev.kugetsu.supervisor.coordination.ReservationVerbs;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.CaptureWork;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.ReservationGrant;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Commits under the fence of a reservation, when something else happens meanwhile.
class OvertakenCaptureTest {

    private static final Optional<String> NONE = Optional.empty();

    @AutoClose
    private final World world;

    private final ReservationBook book;
    private final TappedHost host;

    OvertakenCaptureTest(@TempDir Path folder) throws Exception {
        world = new World(folder);
        book = new ReservationBook(world);
        world.git("config", "user.name", "Ann");
        world.git("config", "user.email", "ann@example.org");
        host = TappedHost.over(world);
    }

    @AfterEach
    void close() {
        host.close();
    }

    @Test
    void takesACommitBackWhoseOwnerHasLostTheBranchMeanwhile() throws Exception {
        ReservationGrant grant = book.reserveAndCheckOut();
        Files.writeString(world.repository.resolve("new.txt"), "1\n");
        host.taps().after("advance", book::takeByForce);

        assertFails(Kind.CONFLICT, "not active any more", () -> captureTapped(grant));

        assertThat(book.head("topic")).isEqualTo(book.head("main"));
        assertThat(world.repository.resolve("new.txt")).exists();
        assertThat(world.select("SELECT kind FROM journal WHERE kind = 'work_captured'"))
                .isEmpty();
    }

    @Test
    void leavesABranchAloneThatHasMovedMeanwhile() throws Exception {
        ReservationGrant grant = book.reserveAndCheckOut();
        Files.writeString(world.repository.resolve("new.txt"), "1\n");
        host.taps()
                .after(
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
        ReservationGrant grant = book.reserveAndCheckOut();
        host.taps().before("prepareCommit", () -> {
            world.git("checkout", "-q", "-b", "other");
            Files.writeString(world.repository.resolve("new.txt"), "of the other\n");
        });

        assertFails(Kind.CONFLICT, "topic was checked out", () -> captureTapped(grant));

        assertThat(book.head("topic")).isEqualTo(book.head("main"));
        assertThat(world.git("status", "--porcelain")).isEqualTo("?? new.txt\n");
    }

    private void captureTapped(ReservationGrant grant) {
        host.supervisor()
                .coordination()
                .perform(
                        ReservationVerbs.CAPTURE,
                        new CaptureWork(grant.token(), NONE, Optional.empty()),
                        world.caller("x-1"),
                        Mode.COMMIT);
    }
}
