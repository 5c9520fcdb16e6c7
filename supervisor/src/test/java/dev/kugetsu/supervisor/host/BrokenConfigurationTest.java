package dev.kugetsu.supervisor.host;

import static dev.kugetsu.supervisor.host.World.ISSUE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.SessionStatus;
import dev.kugetsu.supervisor.Sessions.Filter;
import dev.kugetsu.supervisor.Sessions.Filter.Scope;
import dev.kugetsu.supervisor.Supervisor;
import dev.kugetsu.supervisor.TurnReport;
import dev.kugetsu.supervisor.TurnReport.Outcome;
import dev.kugetsu.supervisor.Turns.Attendance;
import dev.kugetsu.supervisor.Turns.Until;
import dev.kugetsu.supervisor.Turns.Urgency;
import dev.kugetsu.supervisor.dispatch.Dispatcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What can be done while somebody has mistyped something in the configuration file, and agents work on.
class BrokenConfigurationTest {

    private static final String TYPO = "[limts]\nmax_turns = 3\n";

    private final List<KugetsuException> told = new ArrayList<>();

    @AutoClose
    private final World world;

    BrokenConfigurationTest(@TempDir Path folder) throws Exception {
        world = new World(folder);
    }

    @BeforeEach
    void prepare() throws Exception {
        world.ignoreTheMachine();
        world.environment.put("KUGETSU_STOP_GRACE", "1s");
        world.init();
    }

    @AfterEach
    void close() throws Exception {
        Files.deleteIfExists(file());
    }

    private Path file() {
        return world.home.resolve("config.toml");
    }

    private void mistype() throws IOException {
        String before = Files.exists(file()) ? Files.readString(file()) : "";
        Files.writeString(file(), before + TYPO);
    }

    private Supervisor openDespiteFaults() {
        return LocalHost.openDespiteFaults(world.environment, told::add);
    }

    @Test
    void canBeSeenAndStopped() throws Exception {
        world.start(ISSUE, Attendance.DETACH, "say hello", "sleep 300s");
        mistype();

        assertThatThrownBy(() -> LocalHost.open(world.environment)).hasMessageContaining("limts");
        try (Supervisor supervisor = openDespiteFaults()) {
            assertThat(supervisor.sessions().list(new Filter(Scope.LIVE, Optional.empty(), Optional.empty())))
                    .singleElement()
                    .satisfies(session -> assertThat(session.status()).isEqualTo(SessionStatus.WORKING));
            supervisor.turns().replay(world.ref(ISSUE), Until.NOW, progress -> {});
            assertThat(supervisor.queue().list().turns()).isEmpty();

            Optional<TurnReport> stopped = supervisor.turns().stop(world.ref(ISSUE), Urgency.GRACEFUL);

            assertThat(stopped.orElseThrow().outcome()).contains(Outcome.STOPPED);
        }
        assertThat(told).singleElement().satisfies(fault -> assertThat(fault).hasMessageContaining("limts"));
    }

    @Test
    void tellsOfNoErrorWhereThereIsNone() {
        try (Supervisor supervisor = openDespiteFaults()) {
            assertThat(supervisor.queue().list().turns()).isEmpty();
        }
        assertThat(told).isEmpty();
    }

    @Test
    void doesNotMisjudgeAnAgentThatOnlyTheFileDescribes() throws Exception {
        Files.writeString(file(), """
                [harnesses.mine]
                kind = "command"
                version = ["true"]
                base = ["echo", "id 1"]
                start = ["echo", "id 2", "{base}"]
                continue = ["false", "{session}"]
                session = "id (.+)"
                """);
        world.environment.put("KUGETSU_HARNESS", "mine");
        world.reopen();
        world.init();
        TurnReport report = world.start(ISSUE, Attendance.DETACH, "work");
        await().until(() -> Files.exists(world.home.resolve("turns/" + report.turnId() + "/exit")));
        String correct = Files.readString(file());
        mistype();

        try (Supervisor supervisor = openDespiteFaults()) {
            assertThat(supervisor.sessions().get(world.ref(ISSUE)).history()).hasSize(1);
        }

        assertThat(told).hasSize(1);
        Files.writeString(file(), correct);
        assertThat(world.reopen()
                        .sessions()
                        .get(world.ref(ISSUE))
                        .history()
                        .getFirst()
                        .outcome())
                .contains(Outcome.SUCCEEDED);
    }

    /// As it stops what is asked for over its API.
    @Test
    void keepsNoDaemonFromStoppingATurn() throws Exception {
        Dispatcher dispatcher = world.serve();
        world.start(ISSUE, Attendance.DETACH, "sleep 300s");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> world.list(Scope.LIVE).getFirst().status() == SessionStatus.WORKING);
        mistype();

        assertThat(world.supervisor()
                        .turns()
                        .stop(world.ref(ISSUE), Urgency.GRACEFUL)
                        .orElseThrow()
                        .outcome())
                .contains(Outcome.STOPPED);
        assertThat(world.supervisor().sessions().kill(world.ref(ISSUE)).sessionId())
                .isNotEmpty();
        assertThatThrownBy(() -> world.start("github.com/acme/app#43", Attendance.DETACH, "say no"))
                .hasMessageContaining("limts");

        dispatcher.close();
    }

    @Test
    void isToldByWhoeverAsksHowTheDaemonIs() throws Exception {
        DaemonHost.Program program = new DaemonHost.Program(
                Optional.empty(), Optional.empty(), "test", (supervisor, call) -> Optional.empty());
        assertThat(DaemonHost.of(world.environment, program).status().notices()).isEmpty();

        world.environment.put("KUGETSU_LIMITS_MIN_FREE_DISK", "900TiB");
        assertThat(DaemonHost.of(world.environment, program).status().notices())
                .singleElement()
                .asString()
                .startsWith("nothing new is launched: the disk of the home has ");

        mistype();
        assertThat(DaemonHost.of(world.environment, program).status().notices())
                .singleElement()
                .asString()
                .startsWith("nothing new can be started: ")
                .contains("limts");
    }
}
