package dev.kugetsu.adapters.scripted;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.adapters.Delivery;
import dev.kugetsu.adapters.HarnessEvent.MessageReceived;
import dev.kugetsu.adapters.HarnessEvent.TextProduced;
import dev.kugetsu.adapters.RunningTurn;
import dev.kugetsu.adapters.TurnMessage;
import dev.kugetsu.adapters.TurnOutcome;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Messages into a script that is played.
class ScriptMessagesTest {

    @AutoClose("end")
    private final ScriptedScene scene;

    ScriptMessagesTest(@TempDir Path folder) throws Exception {
        scene = new ScriptedScene(folder);
    }

    @Test
    void takesAMessageInMidTurnOnceAndPlaysIt() throws Exception {
        RunningTurn turn = scene.start("receive 60s\nreceive 60s\nsay done");
        TurnMessage message = new TurnMessage("m-1", "write told.txt told\nsay \"understood\"");

        Delivery delivery = turn.send(message);
        Delivery again = scene.harness.recover(turn.handle()).send(message);
        turn.send(new TurnMessage("m-2", "say and that"));
        TurnOutcome outcome = scene.await(turn);

        assertThat(delivery).isInstanceOf(Delivery.Taken.class).isEqualTo(again);
        assertThat(outcome.text()).isEqualTo("done");
        assertThat(scene.directory.resolve("told.txt")).hasContent("told");
        assertThat(scene.events)
                .containsSubsequence(
                        new MessageReceived("m-1"),
                        new TextProduced("\"understood\""),
                        new MessageReceived("m-2"),
                        new TextProduced("and that"))
                .containsOnlyOnce(new MessageReceived("m-1"));
    }

    @Test
    void aMessageThatItDoesNotTakeIsWithdrawn() throws Exception {
        RunningTurn turn = scene.start("hang");

        Delivery delivery = turn.send(new TurnMessage("m-1", "say too late"));

        assertThat(delivery)
                .isInstanceOfSatisfying(
                        Delivery.Refused.class,
                        refused -> assertThat(refused.reason()).contains("it was withdrawn"));
        assertThat(turn.handle().folder().inbox()).isEmptyDirectory();
    }

    @Test
    void aTurnThatHasEndedTakesNoMessage() throws Exception {
        RunningTurn turn = scene.start("say bye");
        scene.await(turn);

        assertThat(turn.send(new TurnMessage("m-1", "say more"))).isInstanceOf(Delivery.Refused.class);
        assertThat(turn.handle().folder().inbox()).doesNotExist();
    }
}
