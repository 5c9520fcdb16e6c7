package dev.kugetsu.supervisor.host;

import static dev.kugetsu.supervisor.host.ReservationBook.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kugetsu.supervisor.KugetsuException.Kind;
import dev.kugetsu.supervisor.coordination.Coordination.Mode;
import dev.kugetsu.supervisor.coordination.ReservationVerbs;
import dev.kugetsu.worktrees.WorktreeException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A reservation that fails or is lost between its row and its branch.
class HalfReservedTest {

    @AutoClose
    private final World world;

    private final ReservationBook book;
    private final TappedHost host;

    HalfReservedTest(@TempDir Path folder) throws Exception {
        world = new World(folder);
        book = new ReservationBook(world);
        host = TappedHost.over(world);
    }

    @AfterEach
    void close() {
        host.close();
    }

    @Test
    void givesUpWhatItCouldNotComplete() throws Exception {
        host.taps().before("moveBranch", () -> {
            throw new WorktreeException(WorktreeException.Kind.DISK_FULL, "the disk is full");
        });

        assertFails(Kind.UNAVAILABLE, "the disk is full", () -> reserveTapped("topic"));

        assertThat(world.select("SELECT state FROM reservations")).containsExactly("ABANDONED");
        assertThat(world.branches()).containsExactly("main");
        assertThat(book.reserve("topic", "x-2").reservation().fence()).isEqualTo(2);
    }

    @Test
    void keepsTheFirstFailureWhateverElseFails() {
        host.taps().before("moveBranch", () -> {
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
        host.taps()
                .after(
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
        host.taps().after("moveBranch", () -> {
            book.takeByForce();
            book.reserve("topic", "x-2");
        });

        assertFails(Kind.CONFLICT, "(x-2) has the branch now", () -> reserveTapped("topic"));

        assertThat(world.branches()).containsExactly("main", "topic");
        assertThat(world.select("SELECT state FROM reservations ORDER BY fence"))
                .containsExactly("ABANDONED", "ACTIVE");
    }

    @Test
    void leavesTheBranchOfSomebodyElse() throws Exception {
        host.taps().before("moveBranch", () -> world.git("branch", "topic"));

        assertFails(Kind.CONFLICT, "branch topic is at", () -> reserveTapped("topic"));

        assertThat(world.branches()).containsExactly("main", "topic");
        assertThat(world.select("SELECT state FROM reservations")).containsExactly("ABANDONED");
    }

    @Test
    void noticesABranchThatHasMovedMeanwhile() throws Exception {
        world.git("branch", "topic");
        host.taps()
                .before(
                        "moveBranch",
                        () -> world.git(
                                "update-ref",
                                "refs/heads/topic",
                                world.git("commit-tree", "HEAD^{tree}", "-p", "HEAD", "-m", "theirs")
                                        .strip()));

        assertFails(Kind.CONFLICT, "branch topic is at", () -> reserveTapped("topic"));
    }

    private void reserveTapped(String branch) {
        host.supervisor()
                .coordination()
                .perform(ReservationVerbs.RESERVE, ReservationBook.request(branch), world.caller("x-1"), Mode.COMMIT);
    }
}
