package dev.kugetsu.supervisor.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.supervisor.SessionId;
import org.junit.jupiter.api.Test;

class MessageFrameTest {

    @Test
    void beginsWithTheSenderAndKeepsTheTextLetterByLetter() {
        String text = "  first\n\n%s last \n";

        String framed = MessageFrame.of(new SessionId("s-me"), text, "w0rd");

        assertThat(framed)
                .startsWith("[from s-me] ")
                .contains("not from your user")
                .endsWith("----- w0rd\n" + text + "\n----- w0rd");
    }
}
