package dev.kugetsu.supervisor.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JsonTest {

    private record Said(String text) {}

    @Test
    void spellsOutWhatATerminalWouldObey() {
        String hostile = "a\u001b[2J\u009b31m\u007f\u202eb\u2066c\u200f\u2028\ufeff é 漢 😀";

        String json = Json.of(new Said(hostile));

        assertThat(json.codePoints())
                .noneMatch(Character::isISOControl)
                .noneMatch(letter -> Character.getType(letter) == Character.FORMAT);
        assertThat(json).contains("é 漢 😀").doesNotContain("\n");
        assertThat(Json.read(json).get("text").textValue()).isEqualTo(hostile);
    }

    /// As somebody else writes JSON.
    @Test
    void spellsItOutInJsonThatIsWrittenAlready() {
        String written = "{\n  \"text\" : \"a\u009b31m\u202eb\\n\\u001b é\"\r\n}";

        String json = TerminalEscapes.spellOut(written);

        assertThat(json.codePoints())
                .noneMatch(Character::isISOControl)
                .noneMatch(letter -> Character.getType(letter) == Character.FORMAT);
        assertThat(Json.read(json)).isEqualTo(Json.read(written));
        assertThat(TerminalEscapes.spellOut("{\"a\":1}")).isEqualTo("{\"a\":1}");
    }
}
