package dev.kugetsu.supervisor.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.supervisor.coordination.MessageVerbs;
import dev.kugetsu.supervisor.coordination.MessageVerbs.AcknowledgeMail;
import dev.kugetsu.supervisor.coordination.MessageVerbs.ReadMail;
import dev.kugetsu.supervisor.coordination.MessageVerbs.SendMail;
import dev.kugetsu.supervisor.mail.Postbox.Selection;
import dev.kugetsu.supervisor.verb.Desk;
import dev.kugetsu.supervisor.verb.Desktop;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostboxTest {

    @TempDir
    Path folder;

    private @Nullable Postbox made;
    private Desktop desktop;

    @BeforeEach
    void open() throws Exception {
        desktop = new Desktop(folder, (handlers, parts) -> {
            MailWiring mail = MailWiring.of(parts.agents().recipients(), parts.ids(), parts.store(), parts.clock());
            mail.serve(handlers);
            made = mail.postbox();
        });
        desktop.register("ann");
        desktop.register("ben");
        desktop.register("cleo");
    }

    @AfterEach
    void close() throws Exception {
        desktop.close();
    }

    @Test
    void givesEachMessageToOneWhoTakesIt() {
        String first = send("ben", "one");
        assertThat(take("ben")).containsExactly(first);
        String second = send("ben", "two");

        assertThat(take("ben")).as("the first is in somebody's hands").containsExactly(second);
        assertThat(take("ben")).isEmpty();
    }

    @Test
    void givesItOnceMoreWhenWhoTookItHasDied() {
        String message = send("ben", "one");
        take("ben");
        desktop.pass(Postbox.IN_HAND.minusMillis(1));
        assertThat(take("ben")).isEmpty();
        desktop.pass(Duration.ofMillis(1));

        assertThat(take("ben")).containsExactly(message);
        assertThat(take("ben")).as("to one again").isEmpty();
    }

    @Test
    void doesNotGiveWhatHasArrived() {
        String message = send("ben", "one");
        take("ben");
        postbox().confirm("ben", List.of(message));
        desktop.pass(Duration.ofDays(1));

        assertThat(take("ben")).isEmpty();
    }

    @Test
    void waitsForOneAndNotForOthers() {
        String message = send("all", "one");
        take("ben");

        assertThat(take("cleo")).containsExactly(message);
        postbox().confirm("cleo", List.of(message));
        desktop.pass(Postbox.IN_HAND);

        assertThat(take("ben")).as("cleo cannot confirm for ben").containsExactly(message);
    }

    @Test
    void doesNotGiveWhatWasReadMeanwhile() {
        String read = send("ben", "one");
        String understood = send("ben", "two");
        take("ben");
        desktop.perform(MessageVerbs.READ, new ReadMail(read), desktop.agent("ben"));
        desktop.perform(MessageVerbs.ACKNOWLEDGE, new AcknowledgeMail(understood), desktop.agent("ben"));
        desktop.pass(Postbox.IN_HAND);

        assertThat(take("ben")).isEmpty();
    }

    @Test
    void handsOverAnewWhatWasTakenBack() {
        String early = send("ben", "early");
        take("ben");
        postbox().confirm("ben", List.of(early));
        desktop.pass(Duration.ofMinutes(1));
        String read = send("ben", "read");
        String handed = send("ben", "handed");
        String inHand = send("all", "in hand");
        take("ben");
        take("cleo");
        Instant since = now();
        postbox().confirm("ben", List.of(read, handed));
        postbox().confirm("cleo", List.of(inHand));
        desktop.perform(MessageVerbs.READ, new ReadMail(read), desktop.agent("ben"));

        takeBack("ben", since);
        postbox().confirm("ben", List.of(inHand));

        assertThat(take("ben")).containsExactlyInAnyOrder(handed, inHand);
        assertThat(take("cleo")).isEmpty();
    }

    private Instant now() {
        return desktop.write(desktop.agent("ben"), Desk::now);
    }

    private void takeBack(String agent, Instant since) {
        desktop.write(desktop.agent(agent), desk -> {
            postbox().takeBack(desk.handle(), agent, since);
            return true;
        });
    }

    private List<String> take(String agent) {
        return desktop.write(
                desktop.agent(agent),
                desk -> postbox().take(desk, agent, Selection.EVERYTHING).stream()
                        .map(Mail::messageId)
                        .toList());
    }

    private String send(String to, String text) {
        return desktop.perform(MessageVerbs.SEND, new SendMail(to, text, Optional.empty()), desktop.agent("ann"))
                .messageId();
    }

    private Postbox postbox() {
        return Optional.ofNullable(made).orElseThrow();
    }
}
