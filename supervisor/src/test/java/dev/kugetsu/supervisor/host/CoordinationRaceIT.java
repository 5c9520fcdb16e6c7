package dev.kugetsu.supervisor.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.supervisor.KugetsuException.Kind;
import dev.kugetsu.supervisor.Supervisor;
import dev.kugetsu.supervisor.coordination.AgentVerbs;
import dev.kugetsu.supervisor.coordination.AgentVerbs.ListAgents;
import dev.kugetsu.supervisor.coordination.Caller;
import dev.kugetsu.supervisor.coordination.Coordination;
import dev.kugetsu.supervisor.coordination.Coordination.Mode;
import dev.kugetsu.supervisor.coordination.Hooks.HookAnswer;
import dev.kugetsu.supervisor.coordination.Hooks.HookRequest;
import dev.kugetsu.supervisor.coordination.LockVerbs;
import dev.kugetsu.supervisor.coordination.LockVerbs.AcquireLock;
import dev.kugetsu.supervisor.coordination.MessageVerbs;
import dev.kugetsu.supervisor.coordination.MessageVerbs.SendMail;
import dev.kugetsu.supervisor.coordination.TaskVerbs;
import dev.kugetsu.supervisor.coordination.TaskVerbs.ClaimTask;
import dev.kugetsu.supervisor.coordination.TaskVerbs.TakeNextTask;
import dev.kugetsu.supervisor.coordination.TaskVerbs.TaskView;
import dev.kugetsu.supervisor.host.Race.Finish;
import dev.kugetsu.supervisor.host.Race.Finish.Lost;
import dev.kugetsu.supervisor.host.Race.Finish.Won;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Real processes want the same thing of a fresh home at the same moment. `-Draces.racers=20
/// -Draces.rounds=100` is the whole of it.
@Timeout(value = 30, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class CoordinationRaceIT {

    private static final int RACERS = Integer.getInteger("races.racers", 6);
    private static final int ROUNDS = Integer.getInteger("races.rounds", 2);

    @TempDir
    static Path folder;

    @TempDir
    Path fresh;

    private static final AgentVerbs.RegisterAgent NOTHING_MORE = AgentVerbs.RegisterAgent.UNNAMED;

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

    /// Locks a path.
    static final class OneLock implements Race {
        @Override
        public String run(Lane lane) {
            AcquireLock request = new AcquireLock(
                    Optional.of("README.md"), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
            return lane.perform(LockVerbs.ACQUIRE, request).agent();
        }
    }

    /// Claims a task.
    static final class OneTask implements Race {
        @Override
        public String run(Lane lane) {
            return lane.perform(TaskVerbs.CLAIM, new ClaimTask("build it", false, false))
                    .owner()
                    .orElseThrow();
        }
    }

    /// Takes whatever is to do.
    static final class NextTask implements Race {
        @Override
        public String run(Lane lane) {
            return lane.perform(TaskVerbs.NEXT, new TakeNextTask(true))
                    .task()
                    .map(TaskView::taskId)
                    .orElse("nothing");
        }
    }

    /// Hooks of one agent, each in a process of its own.
    static final class OneAgentsHooks implements Race {
        @Override
        public String run(Lane lane) {
            String input = "{\"session_id\":\"reader\",\"cwd\":\"" + lane.repository() + "\"}";
            try (Supervisor supervisor = lane.open()) {
                HookAnswer answer = supervisor
                        .hooks()
                        .answer(new HookRequest(
                                "claude-code",
                                "UserPromptSubmit",
                                input,
                                Caller.in(lane.repository()),
                                OptionalLong.empty()));
                answer.receipt().ifPresent(supervisor.hooks()::confirm);
                return answer.receipt()
                        .map(receipt -> String.join(" ", receipt.messages()))
                        .orElse("");
            }
        }
    }

    /// Opens the home and becomes known there.
    static final class Opening implements Race {
        @Override
        public String run(Lane lane) {
            return lane.perform(AgentVerbs.REGISTER, NOTHING_MORE).agent();
        }
    }

    @ParameterizedTest
    @MethodSource("rounds")
    void giveALockToOne(int round) {
        assertThatOneHasWon(run(OneLock.class));
    }

    @ParameterizedTest
    @MethodSource("rounds")
    void giveATaskToOne(int round) throws IOException {
        try (World home = World.sharing(world, fresh.resolve("home"))) {
            board(home).create(board(home).operator(), "build it");
        }

        assertThatOneHasWon(run(OneTask.class));
    }

    @ParameterizedTest
    @MethodSource("rounds")
    void giveEachAnotherTask(int round) throws IOException {
        List<String> tasks;
        try (World home = World.sharing(world, fresh.resolve("home"))) {
            tasks = IntStream.range(0, racers.number())
                    .mapToObj(n -> board(home).create(board(home).operator(), "task " + n, 0, List.of("file-" + n)))
                    .map(TaskView::taskId)
                    .toList();
        }

        assertThat(run(NextTask.class))
                .extracting(finish -> ((Won) finish).prize())
                .containsExactlyInAnyOrderElementsOf(tasks);
        assertThat(run(NextTask.class)).containsOnly(new Won("nothing"));
    }

    @ParameterizedTest
    @MethodSource("rounds")
    void handOverEachMessageOnce(int round) throws IOException {
        Set<String> sent = new TreeSet<>();
        try (World home = World.sharing(world, fresh.resolve("home"))) {
            Coordination coordination = home.supervisor().coordination();
            Caller reader = Caller.in(home.repository).asSession("reader");
            coordination.perform(AgentVerbs.REGISTER, NOTHING_MORE, reader, Mode.COMMIT);
            for (int n = 0; n < 30; n++) {
                SendMail mail = new SendMail("all", "number " + n, Optional.empty());
                sent.add(coordination
                        .perform(MessageVerbs.SEND, mail, board(home).operator(), Mode.COMMIT)
                        .messageId());
            }
        }

        List<String> handed = run(OneAgentsHooks.class).stream()
                .map(finish -> ((Won) finish).prize())
                .filter(prize -> !prize.isEmpty())
                .flatMap(prize -> Stream.of(prize.split(" ", -1)))
                .toList();

        assertThat(handed).containsExactlyInAnyOrderElementsOf(sent);
    }

    @ParameterizedTest
    @MethodSource("rounds")
    void openAFreshHome(int round) {
        List<Finish> finishes = run(Opening.class);

        assertThat(finishes).hasOnlyElementsOfType(Won.class).doesNotHaveDuplicates();
        try (Supervisor supervisor = new Race.Lane(0, fresh.resolve("home"), world.repository).open()) {
            assertThat(supervisor
                            .coordination()
                            .perform(
                                    AgentVerbs.LIST,
                                    new ListAgents(false, false, Optional.empty()),
                                    new Race.Lane(0, fresh, world.repository).caller(),
                                    Mode.COMMIT))
                    .hasSize(racers.number());
        }
    }

    private List<Finish> run(Class<? extends Race> race) {
        return racers.run(race, fresh.resolve("home"), world.repository);
    }

    private static TaskBoard board(World home) {
        return new TaskBoard(home.supervisor(), home.repository);
    }

    private static void assertThatOneHasWon(List<Finish> finishes) {
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
                    assertThat(((Lost) finish).message()).contains(winner);
                });
    }
}
