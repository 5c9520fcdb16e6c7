package dev.kugetsu.adapters.scripted;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.adapters.Failure;
import dev.kugetsu.adapters.HarnessEvent.PermissionDenied;
import dev.kugetsu.adapters.HarnessEvent.TextProduced;
import dev.kugetsu.adapters.PermissionRule;
import dev.kugetsu.adapters.TurnOutcome;
import dev.kugetsu.adapters.TurnOutcome.Status;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Scripts that are blocked, fail, or end too soon.
class ScriptFailuresTest {

    @AutoClose("end")
    private final ScriptedScene scene;

    ScriptFailuresTest(@TempDir Path folder) throws Exception {
        scene = new ScriptedScene(folder);
    }

    @Test
    void isBlockedByAPermissionThatNoRuleAllows() throws Exception {
        TurnOutcome outcome = scene.play("ask external_directory:/etc/x\nsay not reached");

        assertThat(outcome.status()).isEqualTo(Status.BLOCKED);
        assertThat(outcome.failure().orElseThrow().message()).contains("external_directory:/etc/x");
        assertThat(scene.events)
                .contains(new PermissionDenied(PermissionRule.allow("external_directory:/etc/x")))
                .doesNotContain(new TextProduced("not reached"));
    }

    @ParameterizedTest
    @CsvSource({"external_directory:/etc/*", "external_directory", "*:*", "external_directory:/etc/a b"})
    void goesOnWhenARuleAllowsIt(String rule) throws Exception {
        scene.permissions = List.of(PermissionRule.allow("other:/x"), PermissionRule.allow(rule));

        assertThat(scene.play("ask external_directory:/etc/a b\nsay went on").text())
                .isEqualTo("went on");
    }

    @Test
    void isBlockedByARuleThatDenies() throws Exception {
        scene.permissions = List.of(
                PermissionRule.allow("external_directory"),
                new PermissionRule("external_directory", "/etc/*", PermissionRule.Action.DENY));

        assertThat(scene.play("ask external_directory:/etc/x").status()).isEqualTo(Status.BLOCKED);
        assertThat(scene.play("ask external_directory:/tmp/x").status()).isEqualTo(Status.SUCCEEDED);
    }

    @ParameterizedTest
    @CsvSource({
        "401, AUTHENTICATION",
        "429, RATE_LIMIT",
        "400, BAD_REQUEST",
        "404, UNKNOWN_MODEL",
        "500, SERVER_ERROR",
        "529, SERVER_ERROR"
    })
    void failsAsAProviderWould(int status, Failure.Kind kind) throws Exception {
        TurnOutcome outcome = scene.play("say so far\nfail " + status + " it is said");

        assertThat(outcome.status()).isEqualTo(Status.FAILED);
        assertThat(outcome.failure()).contains(new Failure(kind, "it is said"));
        assertThat(outcome.text()).isEqualTo("so far");
    }

    @ParameterizedTest
    @EnumSource(Failure.Kind.class)
    void failsInEveryWayThatHasAName(Failure.Kind kind) throws Exception {
        TurnOutcome outcome = scene.play("fail " + kind.name().toLowerCase(Locale.ROOT));

        assertThat(outcome.status()).isEqualTo(Status.FAILED);
        assertThat(outcome.failure()).contains(new Failure(kind, "failed as the script says"));
    }

    @Test
    void namesTheTimeFromWhichItMayGoBetter() throws Exception {
        Instant begun = Instant.now().truncatedTo(ChronoUnit.SECONDS);

        Failure failure = scene.play("fail rate_limit retry-after 90 too many requests")
                .failure()
                .orElseThrow();

        assertThat(failure.kind()).isEqualTo(Failure.Kind.RATE_LIMIT);
        assertThat(failure.message()).isEqualTo("too many requests");
        assertThat(failure.retryAt().orElseThrow())
                .isBetween(begun.plusSeconds(90), Instant.now().plusSeconds(90));
        assertThat(scene.play("fail 429 retry-after 5s").failure().orElseThrow().retryAt())
                .isPresent();
    }

    @Test
    void anExitBeforeTheEndIsNoSuccess() throws Exception {
        assertThat(scene.play("exit 0").failure().orElseThrow().kind()).isEqualTo(Failure.Kind.NO_RESULT);
        assertThat(scene.play("stderr out of cheese\nexit 3").failure())
                .contains(new Failure(Failure.Kind.HARNESS_ERROR, "the script ended with exit code 3: out of cheese"));
    }

    @Test
    void anAgentThatIsKilledIsGone() throws Exception {
        TurnOutcome outcome = scene.play("say so far\nstderr out of cheese\ncrash");

        assertThat(outcome.status()).isEqualTo(Status.FAILED);
        assertThat(outcome.exitCode()).contains(137);
        assertThat(outcome.text()).isEqualTo("so far");
        assertThat(outcome.failure())
                .contains(new Failure(
                        Failure.Kind.PROCESS_GONE,
                        "the script was killed by SIGKILL, as the system does when memory is short (exit code 137): "
                                + "out of cheese"));
    }
}
