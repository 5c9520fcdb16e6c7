package dev.kugetsu.supervisor.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.kugetsu.supervisor.Bases;
import dev.kugetsu.supervisor.Bases.BaseView;
import dev.kugetsu.supervisor.Bases.InitRequest;
import dev.kugetsu.supervisor.Bases.InitRequest.Existing;
import dev.kugetsu.supervisor.Bases.InteractiveInit;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.KugetsuException.Kind;
import dev.kugetsu.supervisor.TurnProgress;
import dev.kugetsu.supervisor.TurnReport;
import dev.kugetsu.supervisor.TurnReport.Outcome;
import dev.kugetsu.supervisor.Turns.Urgency;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A base that is there while somebody makes another one in its place.
class BaseReplacementTest {

    @AutoClose
    private final World world;

    BaseReplacementTest(@TempDir Path folder) throws Exception {
        world = new World(folder);
    }

    @BeforeEach
    void init() {
        world.init();
    }

    @Test
    void comesToItsEndWhenTheTurnThatMakesTheNewOneHasSucceeded() {
        BaseView old = base();

        TurnReport report = replace("say I know it better");

        assertThat(report.outcome()).contains(Outcome.SUCCEEDED);
        assertThat(base().harnessSessionId()).isNotEqualTo(old.harnessSessionId());
    }

    @Test
    void staysWhenThatTurnBreaksOff() {
        BaseView old = base();

        assertThat(replace("say half of it\ncrash").outcome()).isNotEqualTo(Optional.of(Outcome.SUCCEEDED));
        assertThat(base()).isEqualTo(old);
        assertThat(replace("say half of it\nexit 0").outcome()).isNotEqualTo(Optional.of(Outcome.SUCCEEDED));
        assertThat(base()).isEqualTo(old);
    }

    @Test
    void staysWhenThatTurnIsStopped() throws Exception {
        BaseView old = base();
        world.progress.clear();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<TurnReport> making = executor.submit(() -> replace("say half of it\nhang"));
            await().until(() -> world.progress.stream().anyMatch(TurnProgress.AgentActed.class::isInstance));
            String session = world.select("SELECT session_id FROM sessions WHERE ended_at IS NULL")
                    .getFirst();

            world.supervisor().turns().stop(world.ref(session), Urgency.IMMEDIATE);

            assertThat(making.get().outcome()).contains(Outcome.STOPPED);
        }
        assertThat(base()).isEqualTo(old);
    }

    @Test
    void comesToItsEndWhenAPersonHasMadeTheNewOne() throws Exception {
        BaseView old = base();
        InteractiveInit init = begin();
        Process harness = talk(init);
        try (Writer typed = harness.outputWriter()) {
            typed.write("learn it\n\n");
        }

        BaseView made = bases().finishInteractive(init, harness.waitFor());

        assertThat(base().harnessSessionId()).isEqualTo(made.harnessSessionId()).isNotEqualTo(old.harnessSessionId());
    }

    @Test
    void staysWhenThePersonBreaksTheHarnessOff() throws Exception {
        BaseView old = base();
        InteractiveInit init = begin();
        Process harness = talk(init);
        harness.inputReader().readLine();
        harness.destroyForcibly();
        int exitCode = harness.waitFor();

        assertThatThrownBy(() -> bases().finishInteractive(init, exitCode))
                .isInstanceOfSatisfying(KugetsuException.class, e -> {
                    assertThat(e.kind()).isEqualTo(Kind.FAILED);
                    assertThat(e)
                            .hasMessageContaining("scripted has ended with " + exitCode)
                            .hasMessageContaining("base session " + old.harnessSessionId() + " of project 'app' stays");
                });
        assertThat(base()).isEqualTo(old);
    }

    /// What there was nothing to lose for is taken as it is: some programs have no other end than Ctrl-C.
    @Test
    void isMadeByAHarnessThatWasBrokenOffWhereThereIsNone() throws Exception {
        bases().destroy(world.repository, Optional.empty());
        InteractiveInit init = begin();
        Process harness = talk(init);
        harness.inputReader().readLine();
        harness.destroyForcibly();

        BaseView made = bases().finishInteractive(init, harness.waitFor());

        assertThat(base().harnessSessionId()).isEqualTo(made.harnessSessionId());
    }

    private static Process talk(InteractiveInit init) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(init.command().command())
                .directory(init.command().directory().toFile());
        builder.environment().clear();
        builder.environment().putAll(init.command().environment());
        return builder.start();
    }

    private InteractiveInit begin() {
        return bases().beginInteractive(request());
    }

    private TurnReport replace(String script) {
        return bases().initHeadless(request(), script, world.progress::add);
    }

    private InitRequest request() {
        return new InitRequest(world.repository, Optional.empty(), Optional.empty(), List.of(), Existing.REPLACE);
    }

    private BaseView base() {
        return bases().get(world.repository, Optional.empty());
    }

    private Bases bases() {
        return world.supervisor().bases();
    }
}
