package dev.kugetsu.supervisor.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.supervisor.KugetsuException.Kind;
import dev.kugetsu.supervisor.Supervisor;
import dev.kugetsu.supervisor.coordination.Caller;
import dev.kugetsu.supervisor.coordination.Coordination.Mode;
import dev.kugetsu.supervisor.coordination.ReservationVerbs;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.ListReservations;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.ReservationView;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.ReserveBranch;
import dev.kugetsu.supervisor.host.Race.Finish;
import dev.kugetsu.supervisor.host.Race.Finish.Lost;
import dev.kugetsu.supervisor.host.Race.Finish.Won;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Real processes want the same branch at the same moment. `-Draces.racers=20 -Draces.rounds=100` is the
/// whole of it.
@Timeout(value = 30, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class ReservationRaceIT {

    private static final int RACERS = Integer.getInteger("races.racers", 8);
    private static final int ROUNDS = Integer.getInteger("races.rounds", 3);

    @TempDir
    static Path folder;

    @TempDir
    Path fresh;

    private static World world;
    private static Racers racers;

    @BeforeAll
    static void open() throws Exception {
        world = new World(folder);
        racers = Racers.start(RACERS);
    }

    @AfterAll
    static void close() throws IOException {
        racers.close();
        world.close();
    }

    static IntStream rounds() {
        return IntStream.range(0, ROUNDS);
    }

    /// Reserves a branch.
    static final class OneBranch implements Race {
        @Override
        public String run(Lane lane) {
            ReserveBranch request =
                    new ReserveBranch("topic", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
            return lane.perform(ReservationVerbs.RESERVE, request).reservation().agent();
        }
    }

    @ParameterizedTest
    @MethodSource("rounds")
    void giveANewBranchToOne(int round) throws Exception {
        assertThatOneHasWon();

        world.git("branch", "-q", "-D", "topic");
    }

    @ParameterizedTest
    @MethodSource("rounds")
    void giveABranchThatIsThereToOne(int round) throws Exception {
        world.git("branch", "topic");

        assertThatOneHasWon();

        world.git("branch", "-q", "-D", "topic");
    }

    private void assertThatOneHasWon() {
        List<Finish> finishes = racers.run(OneBranch.class, fresh.resolve("home"), world.repository);

        List<Won> winners = finishes.stream()
                .filter(Won.class::isInstance)
                .map(Won.class::cast)
                .toList();
        assertThat(winners).as(finishes.toString()).hasSize(1);
        String winner = winners.getFirst().prize();
        assertThat(finishes)
                .filteredOn(Lost.class::isInstance)
                .hasSize(racers.number() - 1)
                .allSatisfy(finish -> {
                    assertThat(((Lost) finish).kind()).isEqualTo(Kind.CONFLICT);
                    assertThat(((Lost) finish).message()).contains("reserved by " + winner);
                });
        assertThat(list()).extracting(ReservationView::agent).containsExactly(winner);
    }

    private List<ReservationView> list() {
        try (Supervisor supervisor = new Race.Lane(0, fresh.resolve("home"), world.repository).open()) {
            return supervisor
                    .coordination()
                    .perform(
                            ReservationVerbs.LIST,
                            new ListReservations(Optional.empty(), false, true),
                            Caller.in(world.repository),
                            Mode.COMMIT);
        }
    }
}
