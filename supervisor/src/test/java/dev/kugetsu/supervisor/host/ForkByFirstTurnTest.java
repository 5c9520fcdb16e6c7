package dev.kugetsu.supervisor.host;

import static dev.kugetsu.supervisor.host.World.ISSUE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kugetsu.supervisor.SessionStatus;
import dev.kugetsu.supervisor.SessionView;
import dev.kugetsu.supervisor.Sessions.Filter.Scope;
import dev.kugetsu.supervisor.TurnReport;
import dev.kugetsu.supervisor.Turns.Attendance;
import dev.kugetsu.supervisor.Turns.Urgency;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A session whose harness makes its fork in the first turn and names it only then.
class ForkByFirstTurnTest {

    @AutoClose
    private final World world;

    private Path go;

    ForkByFirstTurnTest(@TempDir Path folder) throws Exception {
        world = new World(folder);
    }

    @BeforeEach
    void prepare() throws Exception {
        go = world.folder.resolve("go");
        world.init();
        Files.writeString(world.home.resolve("config.toml"), """
                [harnesses.mine]
                kind = "command"
                version = ["true"]
                base = ["echo", "id 1"]
                start = ["sh", "-c", "until test -e %s; do sleep 0.1; done; echo id 2", "{base}"]
                continue = ["echo", "{session}"]
                session = "id (.+)"
                """.formatted(go));
        world.environment.put("KUGETSU_HARNESS", "mine");
        world.reopen();
        world.init();
    }

    @AfterEach
    void close() {
        world.supervisor().turns().stop(world.ref(ISSUE), Urgency.IMMEDIATE);
    }

    @Test
    void showsNoSessionOfTheHarnessUntilThatHasNamedIt() throws Exception {
        TurnReport report = world.start(ISSUE, Attendance.DETACH, "work");

        assertThat(report.harnessSessionId()).isEmpty();
        assertThat(view().harnessSessionId()).isEmpty();
        assertThat(world.progress.toString()).doesNotContain("SessionForked").doesNotContain("fork-of");

        Files.createFile(go);
        await().until(() -> view().status() == SessionStatus.IDLE);
        assertThat(view().harnessSessionId()).isEqualTo(Optional.of("2"));
    }

    private SessionView view() {
        world.reopen();
        return world.list(Scope.LIVE).getFirst();
    }
}
