package dev.kugetsu.supervisor.host;

import static dev.kugetsu.supervisor.host.World.ISSUE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.adapters.process.SystemProcesses;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.SessionStatus;
import dev.kugetsu.supervisor.SessionView;
import dev.kugetsu.supervisor.Sessions.Filter.Scope;
import dev.kugetsu.supervisor.TurnProgress;
import dev.kugetsu.supervisor.TurnReport;
import dev.kugetsu.supervisor.TurnReport.Outcome;
import dev.kugetsu.supervisor.Turns;
import dev.kugetsu.supervisor.Turns.Attendance;
import dev.kugetsu.supervisor.Turns.Urgency;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A turn whose harness has been taken out of the configuration since.
class ForgottenHarnessTest {

    private static final String OTHER_ISSUE = "github.com/acme/app#43";

    @AutoClose
    private final World world;

    private Path go;

    ForgottenHarnessTest(@TempDir Path folder) throws Exception {
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
                start = ["sh", "-c", "echo id 2; until test -e %s; do sleep 0.1; done", "{base}"]
                continue = ["false", "{session}"]
                session = "id (.+)"
                """.formatted(go));
        world.environment.put("KUGETSU_HARNESS", "mine");
        world.reopen();
        world.init();
    }

    @AfterEach
    void close() throws Exception {
        world.supervisor().turns().stop(world.ref(ISSUE), Urgency.IMMEDIATE);
    }

    @Test
    void isLeftAloneWhileItRuns() throws Exception {
        TurnReport report = world.start(ISSUE, Attendance.DETACH, "work");

        forget();

        assertThat(last(ISSUE).status()).isEqualTo(SessionStatus.WORKING);
        assertThat(marked(report)).isNotEmpty();
        Files.createFile(go);
        await().until(() -> marked(report).isEmpty());
        awaitEnd();
        assertLost("exit code 0");
    }

    @Test
    void freesItsSlotWhenItsProcessIsGoneAndHoldsUpNobody() throws Exception {
        world.environment.put("KUGETSU_MAX_TURNS", "1");
        TurnReport report = world.start(ISSUE, Attendance.DETACH, "work");
        kill(report);

        forget();

        awaitEnd();
        assertLost("its process is gone");
        assertThat(world.start(OTHER_ISSUE, "say ok").outcome()).contains(Outcome.SUCCEEDED);
    }

    /// The harness tells the session's own id only when it runs.
    @Test
    void itsSessionIsWrittenDownWhenThatIsPossibleAgain() throws Exception {
        Files.createFile(go);
        world.change("""
                CREATE TRIGGER no_room BEFORE UPDATE OF harness_session_id ON sessions
                WHEN NEW.harness_session_id = '2' BEGIN SELECT RAISE(ABORT, 'no room'); END
                """);

        TurnReport report = world.supervisor()
                .turns()
                .start(
                        new Turns.StartRequest(
                                ISSUE,
                                world.repository,
                                "work",
                                Optional.empty(),
                                Optional.empty(),
                                World.options(Attendance.FOLLOW)),
                        progress -> {
                            if (progress instanceof TurnProgress.Warned) {
                                world.change("DROP TRIGGER IF EXISTS no_room");
                            }
                        });

        assertThat(report.outcome()).contains(Outcome.SUCCEEDED);
        assertThat(report.harnessSessionId()).contains("2");
    }

    @Test
    void canBeStoppedButNotContinued() throws Exception {
        TurnReport report = world.start(ISSUE, Attendance.DETACH, "work");
        forget();

        assertThat(world.supervisor()
                        .turns()
                        .stop(world.ref(ISSUE), Urgency.IMMEDIATE)
                        .orElseThrow()
                        .outcome())
                .contains(Outcome.STOPPED);
        assertThat(marked(report)).isEmpty();
        assertThatThrownBy(() -> world.continueSession(ISSUE, "go on"))
                .isInstanceOfSatisfying(KugetsuException.class, e -> {
                    assertThat(e.kind()).isEqualTo(KugetsuException.Kind.UNAVAILABLE);
                    assertThat(e.next().orElseThrow()).contains("[harnesses.mine]");
                });
    }

    private void forget() throws Exception {
        Files.delete(world.home.resolve("config.toml"));
        world.environment.put("KUGETSU_HARNESS", "scripted");
        world.reopen();
    }

    /// What a killed wrapper has left is killed by the first command that looks, and gone for the next.
    private void awaitEnd() {
        await().until(() -> {
            world.reopen();
            return last(ISSUE).status() != SessionStatus.WORKING;
        });
    }

    private void assertLost(String how) {
        SessionView view = last(ISSUE);
        assertThat(view.status()).isEqualTo(SessionStatus.LOST);
        assertThat(view.lastTurn().orElseThrow().failure().orElseThrow().message())
                .contains(how)
                .contains("harness 'mine' is not configured any more")
                .contains("[harnesses.mine] in config.toml");
    }

    private SessionView last(String issue) {
        return world.list(Scope.LIVE).stream()
                .filter(view -> view.issueRef().filter(issue::equals).isPresent())
                .findFirst()
                .orElseThrow();
    }

    private static List<ProcessIdentity> marked(TurnReport report) {
        return SystemProcesses.detect().listMarked().getOrDefault(report.turnId(), List.of());
    }

    private static void kill(TurnReport report) {
        List<ProcessIdentity> processes = await().until(() -> marked(report), found -> !found.isEmpty());
        ProcessHandle.of(processes.getFirst().pid())
                .flatMap(ProcessHandle::parent)
                .ifPresent(ProcessHandle::destroyForcibly);
        processes.forEach(process -> ProcessHandle.of(process.pid()).ifPresent(ProcessHandle::destroyForcibly));
        await().until(() -> marked(report).isEmpty());
    }
}
