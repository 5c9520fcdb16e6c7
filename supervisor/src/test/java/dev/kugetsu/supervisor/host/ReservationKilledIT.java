package dev.kugetsu.supervisor.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.supervisor.coordination.Caller;
import dev.kugetsu.supervisor.coordination.Coordination.Mode;
import dev.kugetsu.supervisor.coordination.ReservationVerbs;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.CaptureWork;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.ReleaseReservation;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.ReserveBranch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whoever reserves or captures dies at each call that leaves the supervisor, before and after it; the next
/// one goes on as if nothing had been.
class ReservationKilledIT {

    private static final int MOST_STEPS = 60;

    @TempDir
    Path folder;

    private World world;
    private HaltingProcess process;

    @BeforeEach
    void open() throws Exception {
        world = new World(folder);
        world.git("config", "user.name", "Ann");
        world.git("config", "user.email", "ann@example.org");
        process = new HaltingProcess(world, folder);
    }

    @AfterEach
    void close() throws Exception {
        world.close();
    }

    @Test
    void duringAReservation() throws Exception {
        boolean isRowLeft = false;
        for (int step = 1; ; step++) {
            assertThat(step).isLessThan(MOST_STEPS);
            String said = process.run(step, "reserve");
            List<String> left = world.select("SELECT reservation_id FROM reservations WHERE state = 'ACTIVE'");
            if (said.contains("completed")) {
                assertThat(left).hasSize(1);
                break;
            }
            assertThat(said).contains("halted");
            isRowLeft |= !left.isEmpty();

            String next = reserve();

            assertThat(world.select("SELECT reservation_id FROM reservations WHERE state = 'ACTIVE'"))
                    .as(said)
                    .containsExactly(next);
            assertThat(world.branches()).as(said).containsExactly("main", "topic");
            release();
            world.git("branch", "-q", "-D", "topic");
        }
        assertThat(isRowLeft).isTrue();
    }

    @Test
    void duringACapture() throws Exception {
        process.run(Integer.MAX_VALUE, "reserve");
        world.git("checkout", "-q", "topic");
        for (int step = 1; ; step++) {
            assertThat(step).isLessThan(MOST_STEPS);
            Files.writeString(world.repository.resolve("work.txt"), "step " + step);
            String said = process.run(step, "capture");
            if (said.contains("completed")) {
                break;
            }
            assertThat(said).contains("halted");

            world.supervisor()
                    .coordination()
                    .perform(
                            ReservationVerbs.CAPTURE,
                            new CaptureWork(Optional.empty(), Optional.empty(), Optional.empty()),
                            Caller.in(world.repository).asSession(HaltingReservation.AGENT_SESSION),
                            Mode.COMMIT);

            assertThat(world.git("status", "--porcelain")).as(said).isEmpty();
            assertThat(world.git("show", "topic:work.txt")).as(said).isEqualTo("step " + step);
            assertThat(world.git("rev-list", "--count", "main..topic").strip())
                    .as(said)
                    .isEqualTo(Integer.toString(step));
        }
    }

    private String reserve() {
        return world.supervisor()
                .coordination()
                .perform(
                        ReservationVerbs.RESERVE,
                        new ReserveBranch(
                                "topic", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
                        Caller.in(world.repository).asSession("x-next"),
                        Mode.COMMIT)
                .reservation()
                .reservationId();
    }

    private void release() {
        world.supervisor()
                .coordination()
                .perform(
                        ReservationVerbs.RELEASE,
                        new ReleaseReservation(Optional.empty(), Optional.of("topic"), Optional.empty(), false),
                        Caller.in(world.repository).asSession("x-next"),
                        Mode.COMMIT);
    }
}
