package dev.kugetsu.supervisor.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PayloadFormTest {

    @Test
    void showsASessionOfAHarnessOnlyOnceItHasItsId() {
        assertThat(PayloadForm.of(Json.read("{\"harness_session_id\":\"fork-of:e35a\"}")))
                .isEqualTo(Json.read("{\"harness_session_id\":null}"));
        assertThat(PayloadForm.of(Json.read("{\"harness_session_id\":\"e35a\"}")))
                .isEqualTo(Json.read("{\"harness_session_id\":\"e35a\"}"));
        assertThat(PayloadForm.of(Json.read("{\"harness_session_id\":null}")))
                .isEqualTo(Json.read("{\"harness_session_id\":null}"));
    }
}
