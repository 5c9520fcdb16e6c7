package dev.kugetsu.adapters.scripted;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.adapters.HarnessEvent.LineSkipped;
import dev.kugetsu.adapters.HarnessEvent.RetryScheduled;
import dev.kugetsu.adapters.HarnessEvent.TextProduced;
import dev.kugetsu.adapters.HarnessEvent.ToolUsed;
import dev.kugetsu.adapters.RunningTurn;
import dev.kugetsu.adapters.TurnOutcome;
import dev.kugetsu.adapters.TurnOutcome.Status;
import dev.kugetsu.adapters.Usage;
import dev.kugetsu.adapters.process.SystemProcesses;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the steps of a script do.
class ScriptStepsTest {

    @AutoClose("end")
    private final ScriptedScene scene;

    ScriptStepsTest(@TempDir Path folder) throws Exception {
        scene = new ScriptedScene(folder);
    }

    @Test
    void saysBackWhatIsNoStep() throws Exception {
        TurnOutcome outcome = scene.play("\nfix the crash, please\n\nand the \"other\" one\\ \n");

        assertThat(outcome.text().strip()).isEqualTo("fix the crash, please\n\nand the \"other\" one\\");
    }

    @Test
    void usesToolsAndTellsHowTheyWent() throws Exception {
        scene.play("write sub/a.txt first\nappend sub/a.txt second\nrun cat sub/a.txt\nrun exit 7");

        assertThat(scene.directory.resolve("sub/a.txt")).hasContent("first\nsecond");
        assertThat(scene.events)
                .contains(new ToolUsed("write", "sub/a.txt", Optional.empty()))
                .contains(new ToolUsed("run", "cat sub/a.txt", Optional.empty()))
                .contains(new ToolUsed("run", "exit 7", Optional.of("exit 7: ")));
    }

    @Test
    void commitsUnderItsOwnName() throws Exception {
        scene.play("run git init -q .\nwrite a.txt text\ncommit first work\nrun git log --format=%an/%s > log.txt");

        assertThat(scene.directory.resolve("log.txt")).hasContent("Scripted Agent/first work");
    }

    @Test
    void saysLinesAtAGivenPaceAndWhenItDid() throws Exception {
        double begun = Instant.now().toEpochMilli() / 1_000.0;

        scene.play("emit 5 100");

        List<String> lines = scene.events.stream()
                .filter(TextProduced.class::isInstance)
                .map(event -> ((TextProduced) event).text())
                .toList();
        assertThat(lines)
                .hasSize(5)
                .allSatisfy(line -> assertThat(Double.parseDouble(line.substring(line.indexOf(" ") + 1)))
                        .isBetween(begun, begun + 3_600));
    }

    @Test
    void playsAStepOnceInASession() throws Exception {
        String script = "say before\nonce fail 500 oops\nsay after";
        TurnOutcome first = scene.play(script);
        TurnOutcome second = scene.play(first.session(), script);

        assertThat(first.status()).isEqualTo(Status.FAILED);
        assertThat(second.status()).isEqualTo(Status.SUCCEEDED);
        assertThat(second.text()).isEqualTo("after");
    }

    @Test
    void tellsOfRetriesAndOfWhatItSpent() throws Exception {
        TurnOutcome outcome = scene.play("retry 2 server is busy\nusage 12 34 0.05\nusage 1 1 0.01");

        assertThat(scene.events).contains(new RetryScheduled(2, "server is busy"));
        assertThat(outcome.usage()).isEqualTo(new Usage(13, 35, new BigDecimal("0.06")));
    }

    @Test
    void aBrokenLineIsSkippedAndALongOneRead() throws Exception {
        TurnOutcome outcome = scene.play("broken-line\nlong-line 10MiB");

        assertThat(outcome.status()).isEqualTo(Status.SUCCEEDED);
        assertThat(outcome.text()).hasSize(10 << 20);
        assertThat(scene.events).contains(new LineSkipped("{\"type\":\"text\",\"text\":\"bro", 26));
    }

    @Test
    void whatItLeavesBehindIsEnded() throws Exception {
        RunningTurn turn = scene.start("spawn-detached 600s\nspawn-stubborn 600s\nsay left them");

        TurnOutcome outcome = scene.await(turn);

        assertThat(outcome.status()).isEqualTo(Status.SUCCEEDED);
        assertThat(SystemProcesses.detect().listMarked())
                .doesNotContainKey(turn.handle().turnId());
    }
}
