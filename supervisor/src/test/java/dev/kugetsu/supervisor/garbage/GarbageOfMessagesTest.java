package dev.kugetsu.supervisor.garbage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.supervisor.coordination.MessageVerbs;
import dev.kugetsu.supervisor.coordination.MessageVerbs.ReadMail;
import dev.kugetsu.supervisor.coordination.MessageVerbs.SendMail;
import dev.kugetsu.supervisor.verb.Desktop;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Messages that nobody waits for any more.
class GarbageOfMessagesTest {

    @AutoClose
    private final GarbageScene scene;

    private final Desktop desktop;

    GarbageOfMessagesTest(@TempDir Path folder) throws Exception {
        scene = new GarbageScene(folder);
        desktop = scene.desktop;
    }

    @Test
    void removesMessagesThatEverybodyHasRead() {
        String read = scene.send("one");
        scene.send("two");
        desktop.perform(MessageVerbs.READ, new ReadMail(read), desktop.agent("ben"));
        desktop.pass(Duration.ofDays(61));
        scene.touch("ben");

        assertThat(scene.collect().messages()).isEqualTo(1);

        assertThat(desktop.select("SELECT text FROM messages")).containsExactly("two");
        assertThat(desktop.select("SELECT message_id FROM message_deliveries")).hasSize(1);
    }

    @Test
    void keepsWhatIsInTheContextOfSomebodyWhoIsThere() {
        scene.send("one");
        desktop.change("UPDATE message_deliveries SET delivered_at = 1");
        desktop.pass(Duration.ofDays(61));
        scene.touch("ben");
        assertThat(scene.collect().messages()).isZero();
        scene.end("ben");

        assertThat(scene.collect().messages()).isEqualTo(1);
    }

    @Test
    void keepsWhatNobodyHasGot() {
        scene.send("one");
        scene.end("ben");
        desktop.pass(Duration.ofDays(1_000));

        assertThat(scene.collect().messages()).isZero();
        assertThat(desktop.select("SELECT agent FROM agents")).contains("ben", "ann");
    }

    @Test
    void removesWhatWasSaidToEverybodyAndSomebodyWhoIsGoneHasNotGot() {
        desktop.perform(MessageVerbs.SEND, new SendMail("all", "hello", Optional.empty()), desktop.agent("ann"));
        desktop.pass(Duration.ofDays(61));
        scene.touch("ben");
        assertThat(scene.collect().messages()).isZero();
        scene.end("ben");

        assertThat(scene.collect().messages()).isEqualTo(1);
    }
}
