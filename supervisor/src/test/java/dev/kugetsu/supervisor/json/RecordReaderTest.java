package dev.kugetsu.supervisor.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kugetsu.supervisor.KugetsuException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordReaderTest {

    enum Color {
        RED,
        GREEN
    }

    record Request(
            String name,
            boolean isNew,
            Optional<Integer> some,
            Optional<Long> many,
            Optional<BigDecimal> share,
            Optional<Duration> age,
            Optional<Color> color,
            List<String> files) {}

    private static final RecordReader READER = new RecordReader(RequestWords.ofJson("see the schema"));

    private static Request read(String json) {
        return READER.read(json.getBytes(StandardCharsets.UTF_8), Request.class);
    }

    @Test
    void readsEveryKindOfField() {
        assertThat(read("""
                        {"name": "a", "is_new": true, "some": -3, "many": 9223372036854775807, "share": 0.5,
                         "age": "90s", "color": "Green", "files": ["x", "y"]}
                        """))
                .isEqualTo(new Request(
                        "a",
                        true,
                        Optional.of(-3),
                        Optional.of(Long.MAX_VALUE),
                        Optional.of(new BigDecimal("0.5")),
                        Optional.of(Duration.ofSeconds(90)),
                        Optional.of(Color.GREEN),
                        List.of("x", "y")));
    }

    @Test
    void readsTextsAsItReadsJson() {
        Map<String, List<String>> texts = Map.of(
                "name", List.of("12"),
                "is_new", List.of("true"),
                "some", List.of("7"),
                "share", List.of("0.123456789012345678"),
                "files", List.of("x", "y"));

        assertThat(READER.read(texts, Request.class))
                .isEqualTo(new Request(
                        "12",
                        true,
                        Optional.of(7),
                        Optional.empty(),
                        Optional.of(new BigDecimal("0.123456789012345678")),
                        Optional.empty(),
                        Optional.empty(),
                        List.of("x", "y")));
    }

    @Test
    void takesWhatIsMissingForNothing() {
        assertThat(read("{\"name\": \"a\", \"some\": null}"))
                .isEqualTo(new Request(
                        "a",
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "^^                                   | the field `name` is missing",
                "\"name\": 7                         | the field `name` takes a text, not 7",
                "\"name\": \"a\", \"is_new\": \"yes\"  | the field `is_new` takes true or false, not 'yes'",
                "\"name\": \"a\", \"some\": 1.5      | the field `some` takes a whole number, not 1.5",
                "\"name\": \"a\", \"some\": 3e9      | the field `some` takes a whole number up to 2147483647, not",
                "\"name\": \"a\", \"many\": 1e30     | the field `many` takes a whole number up to 9223372036854775807",
                "\"name\": \"a\", \"share\": \"x\"   | the field `share` takes a number, not 'x'",
                "\"name\": \"a\", \"share\": 1e999  | the field `share` takes a number, not",
                "\"name\": \"a\", \"age\": 5         | the field `age` takes a duration such as",
                "\"name\": \"a\", \"age\": \"5x\"    | the field `age`: '5x' is not a duration",
                "\"name\": \"a\", \"color\": \"b\"   | 'b' is no value of the field `color`",
                "\"name\": \"a\", \"files\": \"x\"   | the field `files` takes an array, not 'x'",
                "\"name\": \"a\", \"files\": [1]     | the field `files` takes a text, not 1",
                "\"naem\": \"a\"                     | there is no field `naem`",
            })
    void saysWhatIsWrong(String fields, String message) {
        assertThatThrownBy(() -> read("{" + fields + "}"))
                .isInstanceOfSatisfying(
                        KugetsuException.class,
                        e -> assertThat(e.kind()).isEqualTo(KugetsuException.Kind.INVALID_INPUT))
                .hasMessageContaining(message);
    }

    @Test
    void showsNothingThatSteersATerminal() {
        assertThatThrownBy(() -> read("{\"name\": \"a\", \"some\": \"\\u001b[31m\"}"))
                .hasMessageContaining("\\u{1b}[31m")
                .hasMessageNotContaining("\u001b");
    }
}
