package dev.kugetsu.supervisor.verb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "c-1.2",
                "bf7f52a7-0210-452b-9c46-f7eef168236c",
                "ses_e02616d44ffeeFhUMLkaFiPMrF",
                "session_87223edd-e478-4a6f-bdfa-de6e17630c06",
                "agent:main@host"
            })
    void takesWhatHarnessesCallTheirSessions(String id) {
        assertThat(Texts.session(id)).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a/b", "a&as=b", "`id`", "\u00e4", "a\n"})
    void takesNoSessionThatHooksCannotPassOn(String id) {
        assertThatThrownBy(() -> Texts.session(id)).hasMessageContaining("is no id of an agent session");
    }

    @ParameterizedTest
    @ValueSource(strings = {"$CLAUDE_SESSION_ID", "{session_id}", "<id>", "%SESSION%"})
    void takesNoPlaceholderForASession(String id) {
        assertThatThrownBy(() -> Texts.session(id)).hasMessageContaining("looks like a placeholder");
    }
}
