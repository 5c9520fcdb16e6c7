package dev.kugetsu.supervisor.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.KugetsuException.Kind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every error says where it is, what is wrong, and what would be right.
class InvalidSettingsTest {

    private static final String HOME = "/home/me/.kugetsu/config.toml";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            value = {
                "modle = 'x'                | there is no setting 'modle'           | did you mean 'model'?",
                "turn = '4h'                | there is no setting 'turn'            | did you mean 'deadlines.turn'?",
                "deadlines.max_turns = 3    | there is no setting 'deadlines.max_turns' | did you mean 'max_turns'?",
                "Model = 'x'                | there is no setting 'Model'           | did you mean 'model'?",
                "deadline.turn = '4h'       | there is no setting 'deadline'        | did you mean 'deadlines'?",
                "entirely_different = 1     | there is no setting 'entirely_different' | docs/configuration.md lists all settings",
                "'setup.command' = 'x'      | there is no setting 'setup.command'   | did you mean 'setup.command'?",
                "deadlines = '4h'           | deadlines is a table of settings, not a value | write [deadlines] on a line of its own and its settings below",
                "max_turns = 'many'         | max_turns: 'many' is not a whole number from 1 to 1000 | write such as max_turns = 8",
                "max_turns = '4'            | max_turns: '4' is not a whole number from 1 to 1000 | write such as max_turns = 8",
                "max_turns = 0              | max_turns: 0 is not a whole number from 1 to 1000 | write such as max_turns = 8",
                "max_turns = -1             | max_turns: -1 is not a whole number from 1 to 1000 | write such as max_turns = 8",
                "max_turns = 1.5            | max_turns: 1.5 is not a whole number from 1 to 1000 | write such as max_turns = 8",
                "max_turns = true           | max_turns: true is not a whole number from 1 to 1000 | write such as max_turns = 8",
                "max_turns = 4294967297     | max_turns: 4294967297 is not a whole number from 1 to 1000 | write such as max_turns = 8",
                "max_turns = 99999999999999999999999 | max_turns: 99999999999999999999999 is not a whole number from 1 to 1000 | write such as max_turns = 8",
                "max_turns = []             | max_turns: [] is not a whole number from 1 to 1000 | write such as max_turns = 8",
                "deadlines.turn = '4 hours' | deadlines.turn: '4 hours' is not a duration such as 90s, 10m, 2h30m or 1d | write such as deadlines.turn = \"90m\"",
                "deadlines.turn = 90        | deadlines.turn: 90 is not a duration such as 90s, 10m, 2h30m or 1d | write such as deadlines.turn = \"90m\"",
                "deadlines.turn = '0s'      | deadlines.turn: '0s' is not longer than zero | write such as deadlines.turn = \"90m\"",
                "model = ''                 | model: '' is not a model such as provider/name | write such as model = \"anthropic/claude-sonnet-4-5\"",
                "model = '--version'        | model: '--version' is not a model such as provider/name | write such as model = \"anthropic/claude-sonnet-4-5\"",
                "model = 'a b'              | model: 'a b' is not a model such as provider/name | write such as model = \"anthropic/claude-sonnet-4-5\"",
                "model = ['a']              | model: [\"a\"] is not a model such as provider/name | write such as model = \"anthropic/claude-sonnet-4-5\"",
                "harness = '../x'           | harness: '../x' is not a name such as opencode or my-agent | write such as harness = \"opencode\"",
                "base = '--help'            | base: '--help' is not one commit such as main, origin/develop, v1.2 or 1a2b3c4 | write such as base = \"origin/develop\"",
                "base = 'main..other'       | base: 'main..other' is not one commit such as main, origin/develop, v1.2 or 1a2b3c4 | write such as base = \"origin/develop\"",
                "base = 'main:secret'       | base: 'main:secret' is not one commit such as main, origin/develop, v1.2 or 1a2b3c4 | write such as base = \"origin/develop\"",
                "setup.command = []         | setup.command: [] is not a line for `sh -c` or a list of words such as [\"npm\", \"ci\"] | write such as setup.command = \"npm ci\"",
                "setup.command = ['a', 1]   | setup.command: [\"a\",1] is not a line for `sh -c` or a list of words such as [\"npm\", \"ci\"] | write such as setup.command = \"npm ci\"",
                "setup.command = ' '        | setup.command: ' ' is not a line for `sh -c` or a list of words such as [\"npm\", \"ci\"] | write such as setup.command = \"npm ci\"",
                "permissions.allow = 'a'    | permissions.allow: 'a' is not a list of rules such as [\"external_directory:/tmp/*\"] | write such as permissions.allow = [\"external_directory:/tmp/*\"]",
                "permissions.allow = ['a:'] | permissions.allow: 'a:' is not a rule such as external_directory:/tmp/* | write such as permissions.allow = [\"external_directory:/tmp/*\"]",
                "permissions.deny = [':a']  | permissions.deny: ':a' is not a rule such as external_directory:/tmp/* | write such as permissions.deny = [\"bash:git push*\"]",
                "harnesses.opencode.program = 'bin/opencode' | harnesses.opencode.program: 'bin/opencode' is not a name found by PATH, or an absolute path | write such as harnesses.opencode.program = \"/opt/opencode/bin/opencode\"",
            })
    void saysWhereAndWhatAndWhatWouldBeRight(String line, String wrong, String next) {
        KugetsuException error = errorOf(new TestSources().home("# mine\n\n" + line + "\n"));

        assertThat(error).hasMessage(HOME + " line 3: " + wrong);
        assertThat(error.next()).hasValue(next);
    }

    @Test
    void refusesAnErrorThatAStrongerSourceHides() {
        KugetsuException error =
                errorOf(new TestSources().home("max_turns = 'many'").environment("KUGETSU_MAX_TURNS", "3"));

        assertThat(error).hasMessageStartingWith(HOME + " line 1: max_turns: 'many'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            value = {
                "KUGETSU_MAX_TURNS      | many    | 'many' is not a whole number from 1 to 1000 | KUGETSU_MAX_TURNS=8",
                "KUGETSU_MAX_TURNS      | 99999999999999999999999999 | '99999999999999999999999999' is not a whole number from 1 to 1000 | KUGETSU_MAX_TURNS=8",
                "KUGETSU_DEADLINES_TURN | 90      | '90' is not a duration such as 90s, 10m, 2h30m or 1d | KUGETSU_DEADLINES_TURN=90m",
                "KUGETSU_PERMISSIONS_ALLOW | a,,b | [\"a\",\"\",\"b\"] is not a list of rules such as [\"external_directory:/tmp/*\"] | KUGETSU_PERMISSIONS_ALLOW=external_directory:/tmp/*",
            })
    void namesTheVariable(String name, String value, String wrong, String example) {
        KugetsuException error = errorOf(new TestSources().environment(name, value));

        assertThat(error).hasMessage("environment " + name + ": " + wrong);
        assertThat(error.next()).hasValue("write such as " + example);
    }

    @Test
    void namesTheFlag() {
        Flags flags =
                new Flags(Optional.of("Bad Name"), Optional.empty(), Optional.empty(), Optional.empty(), List.of());
        KugetsuException error = errorOf(new TestSources().flags(flags));

        assertThat(error).hasMessage("--harness: 'Bad Name' is not a name such as opencode or my-agent");
        assertThat(error.next()).hasValue("write such as --harness opencode");
    }

    static Stream<Arguments> brokenTexts() {
        return Stream.of(
                arguments("a==1", "near line 1, column 3: not valid TOML: Unknown token"),
                arguments("\nmodel = 'x", "near line 2, column 11: not valid TOML: Premature end of file"),
                arguments("model = \"\u0007\"", "near line 1, column 10: not valid TOML: Illegal control character"),
                arguments(
                        "harness = 'a'\n[harness.b]\nc = 1",
                        "near line 2, column 10: not valid TOML: Path into existing non-object value of type STRING"),
                arguments("model = 'a'\nmodel = 'b'", "near line 2, column 12: not valid TOML: Duplicate key"));
    }

    @ParameterizedTest
    @MethodSource("brokenTexts")
    void saysWhereATextIsNoToml(String text, String wrong) {
        KugetsuException error = errorOf(new TestSources().home(text));

        assertThat(error).hasMessage(HOME + " " + wrong);
        assertThat(error.next()).hasValue("write settings as `key = \"value\"`, one per line");
    }

    static Stream<String> hostileTexts() {
        return Stream.of(
                "a = " + "[".repeat(100_000) + "]".repeat(100_000),
                "a" + ".a".repeat(120_000) + " = 1",
                "[a" + ".a".repeat(120_000) + "]",
                "a = " + "{b = ".repeat(30_000) + "1" + "}".repeat(30_000),
                "deadlines" + ".turn".repeat(900) + " = 1",
                "max_turns = " + "9".repeat(200_000),
                "max_turns = inf",
                "\"\\u001b[31m\\u202e\" = 1",
                "model = \"\\u001b]0;title\\u0007\"",
                "branch = \"a\\u0000<n>\"",
                "branch = \"/etc/<n>\"",
                "branch = \"" + "a/".repeat(100_000) + "<n>\"",
                "permissions.deny = [\"a:\\u001b[2J\"]",
                "setup.command = [\"sh\", \"a\\u0000b\"]",
                "\u0000");
    }

    @ParameterizedTest
    @MethodSource("hostileTexts")
    void refusesHostileTextsInAShortCleanMessage(String text) {
        KugetsuException error = errorOf(new TestSources().untrusted(text));

        assertThat(error.getMessage()).startsWith(".kugetsu.toml of commit 1a2b3c4d");
        assertThat(error.getMessage()).hasSizeLessThan(600);
        assertThat(error.getMessage() + error.next().orElse(""))
                .matches(message -> message.codePoints().allMatch(Printable::isVisible));
    }

    @ParameterizedTest
    @ValueSource(ints = {TomlDocument.LARGEST_BYTES + 1, 10 * 1024 * 1024})
    void refusesAFileThatIsTooLarge(int size) {
        KugetsuException error = errorOf(new TestSources().untrusted("#".repeat(size)));

        assertThat(error).hasMessage(".kugetsu.toml of commit 1a2b3c4d is larger than 256 KiB, so it is not read");
    }

    @Test
    void countsBytesNotCharacters() {
        assertThatThrownBy(() -> TomlDocument.parse("file", "#" + "é".repeat(TomlDocument.LARGEST_BYTES / 2)))
                .hasMessage("file is larger than 256 KiB, so it is not read");
    }

    @Test
    void readsTheLargestFile() {
        assertThat(TomlDocument.parse("file", "#".repeat(TomlDocument.LARGEST_BYTES))
                        .root())
                .isEmpty();
    }

    private static KugetsuException errorOf(TestSources sources) {
        KugetsuException error =
                catchThrowableOfType(KugetsuException.class, () -> SettingsResolver.resolve(sources.sources()));
        assertThat(error).isNotNull();
        assertThat(error.kind()).isEqualTo(Kind.INVALID_INPUT);
        return error;
    }
}
