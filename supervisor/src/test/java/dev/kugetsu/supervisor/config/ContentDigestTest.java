package dev.kugetsu.supervisor.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ContentDigestTest {

    @Test
    void isTheSha256OfTheContent() {
        // printf 'abc' | sha256sum
        assertThat(ContentDigest.of("abc"))
                .hasToString("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void differsForEveryChange() {
        assertThat(ContentDigest.of("model = 'a'\n"))
                .isEqualTo(ContentDigest.of("model = 'a'\n"))
                .isNotEqualTo(ContentDigest.of("model = 'a'"))
                .isNotEqualTo(ContentDigest.of("model = 'a'\r\n"));
    }

    @Test
    void refusesWhatIsNoDigest() {
        assertThatThrownBy(() -> new ContentDigest("abc"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'abc' is not a SHA-256 digest");
    }
}
