package dev.kugetsu.supervisor.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.core.JsonPointer;
import dev.kugetsu.adapters.command.CommandHarnessSpec;
import dev.kugetsu.adapters.command.CommandOutput;
import dev.kugetsu.adapters.command.CommandOutput.Counting;
import dev.kugetsu.adapters.command.CommandOutput.JsonLines;
import dev.kugetsu.adapters.command.CommandOutput.UsagePointers;
import dev.kugetsu.adapters.command.CommandTemplate;
import dev.kugetsu.adapters.process.AgentCommand.Stdin;
import dev.kugetsu.supervisor.Configuration.SettingView;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.KugetsuException.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DescribedHarnessesTest {

    private static final String FULL = """
            harness = "my-agent"
            model = "a/general"
            [harnesses.my-agent]
            kind = "command"
            model = "a/special"
            version = ["my-agent", "--version"]
            base = ["my-agent", "run", "{prompt_file}"]
            start = ["my-agent", "run", "--from", "{base}", "{prompt_file}"]
            continue = ["my-agent", "resume", "{session}", "{prompt_file}"]
            fork = ["my-agent", "fork", "{base}", "{key}"]
            delete = ["my-agent", "delete", "{session}"]
            interactive = ["my-agent"]
            prompt = "file"
            output = "json-lines"
            session_not_found = "no such session"
            [harnesses.my-agent.paths]
            id = "/session/id"
            text = "/message/text"
            error = "/error"
            input_tokens = "/usage/in"
            output_tokens = "/usage/out"
            cost_usd = "/usage/cost"
            counting = "last-counts"
            [harnesses.my-agent.env]
            API_KEY = "secret"
            EMPTY = ""
            """;

    private static final String NEEDED = """
            [harnesses.x]
            kind = "command"
            version = ["x", "-v"]
            base = ["x"]
            continue = ["x", "{session}"]
            """;

    @Test
    void readsAWholeDescription() {
        Settings settings =
                SettingsResolver.resolve(new TestSources().home(FULL).sources()).settings();

        DescribedHarness harness = settings.harnesses().described().getFirst();
        CommandHarnessSpec spec = harness.spec();
        assertThat(settings.harness()).isEqualTo(spec.name()).isEqualTo("my-agent");
        assertThat(harness.model()).hasValue("a/special");
        assertThat(spec.version()).isEqualTo(template("version", "my-agent", "--version"));
        assertThat(spec.base()).isEqualTo(template("base", "my-agent", "run", "{prompt_file}"));
        assertThat(spec.start()).hasValue(template("start", "my-agent", "run", "--from", "{base}", "{prompt_file}"));
        assertThat(spec.proceed()).isEqualTo(template("continue", "my-agent", "resume", "{session}", "{prompt_file}"));
        assertThat(spec.fork()).hasValue(template("fork", "my-agent", "fork", "{base}", "{key}"));
        assertThat(spec.delete()).hasValue(template("delete", "my-agent", "delete", "{session}"));
        assertThat(spec.interactive()).hasValue(template("interactive", "my-agent"));
        assertThat(spec.prompt()).isEqualTo(Stdin.NOTHING);
        assertThat(spec.environment()).isEqualTo(Map.of("API_KEY", "secret", "EMPTY", ""));
        assertThat(spec.sessionNotFound().orElseThrow().pattern()).isEqualTo("no such session");
        assertThat(spec.output())
                .isEqualTo(new JsonLines(
                        Optional.of(JsonPointer.compile("/session/id")),
                        JsonPointer.compile("/message/text"),
                        Optional.of(JsonPointer.compile("/error")),
                        Optional.of(new UsagePointers(
                                JsonPointer.compile("/usage/in"),
                                JsonPointer.compile("/usage/out"),
                                JsonPointer.compile("/usage/cost"),
                                Counting.LAST_COUNTS))));
    }

    @Test
    void needsLittle() {
        Settings settings = SettingsResolver.resolve(new TestSources()
                        .home(NEEDED + "session = 'session: (\\S+)'")
                        .sources())
                .settings();

        DescribedHarness harness = settings.harnesses().described().getFirst();
        assertThat(harness.model()).isEmpty();
        assertThat(harness.spec().start()).isEmpty();
        assertThat(harness.spec().prompt()).isEqualTo(Stdin.PROMPT);
        assertThat(harness.spec().environment()).isEmpty();
        assertThat(harness.spec().output())
                .isInstanceOfSatisfying(
                        CommandOutput.Text.class,
                        text -> assertThat(text.session().orElseThrow().pattern())
                                .isEqualTo("session: (\\S+)"));
    }

    private static CommandTemplate template(String key, String... words) {
        return new CommandTemplate("harnesses.my-agent." + key, List.of(words));
    }

    @Test
    void prefersItsModelWhenItIsInUse() {
        TestSources sources = new TestSources().home(FULL);

        assertThat(sources.view(SettingKeys.MODEL))
                .isEqualTo(new SettingView("model", "a/special", "config.toml harnesses.my-agent.model"));
        assertThat(sources.flags(Flags.NONE.withHarness("opencode")).view(SettingKeys.MODEL))
                .isEqualTo(new SettingView("model", "a/general", "config.toml"));
    }

    @Test
    void showsEverythingButTheEnvironment() {
        List<SettingView> views = new TestSources().home(FULL).views();

        assertThat(views)
                .contains(
                        new SettingView("harnesses.my-agent.kind", "command", "config.toml"),
                        new SettingView("harnesses.my-agent.version", "my-agent --version", "config.toml"),
                        new SettingView("harnesses.my-agent.output", "json-lines", "config.toml"),
                        new SettingView("harnesses.my-agent.paths.cost_usd", "/usage/cost", "config.toml"),
                        new SettingView("harnesses.my-agent.env.API_KEY", "(hidden)", "config.toml"));
        assertThat(views.toString()).doesNotContain("secret");
    }

    static Stream<Arguments> errors() {
        String table = "[harnesses.x]\n";
        return Stream.of(
                arguments("harnesses.x = 1", "line 1: harnesses.x is a table of settings, not a value"),
                arguments("[harnesses]\nx.base = ['x']", "line 2: harnesses.x does not say what kind of harness it is"),
                arguments(table + "kind = 'http'", "line 2: harnesses.x.kind: 'http' is not one of command"),
                arguments(table + "kind = 'command'", "line 1: harnesses.x has no command 'version'"),
                arguments(
                        table + "kind = 'command'\nversion = ['x']\nbase = ['x']",
                        "line 1: harnesses.x has no command 'continue'"),
                arguments(NEEDED + "begin = ['x']", "line 6: there is no setting 'harnesses.x.begin'"),
                arguments(
                        NEEDED + "start = 'x run'",
                        "line 6: harnesses.x.start: 'x run' is not a list of words such as [\"my-agent\", \"run\"]"),
                arguments(NEEDED + "start = ['x']", "line 6: harnesses.x.start: the placeholder {base} is missing"),
                arguments(
                        NEEDED + "delete = ['x', '{session}', '{model}']",
                        "line 6: harnesses.x.delete: unknown placeholder {model}; known here are [directory, session]"),
                arguments(
                        NEEDED + "prompt = 'file'",
                        "line 4: harnesses.x.base: the placeholder {prompt_file} is missing"),
                arguments(NEEDED + "prompt = 'argv'", "line 6: harnesses.x.prompt: 'argv' is not one of stdin, file"),
                arguments(
                        NEEDED + "output = 'xml'", "line 6: harnesses.x.output: 'xml' is not one of text, json-lines"),
                arguments(
                        NEEDED + "session = '('",
                        "line 6: harnesses.x.session: '(' is not a regular expression: Unclosed group"),
                arguments(
                        NEEDED + "session = 'id'",
                        "line 1: harnesses.x: the pattern of the session id has no group: id"),
                arguments(NEEDED + "paths.text = '/a'", "line 6: harnesses.x.paths means nothing for plain text"),
                arguments(NEEDED + "paths = 'a'", "line 6: harnesses.x.paths is a table of settings, not a value"),
                arguments(
                        NEEDED + "output = 'json-lines'",
                        "line 1: harnesses.x.paths does not say where the agent's text stands"),
                arguments(
                        NEEDED + "output = 'json-lines'\nsession = '(a)'",
                        "line 1: harnesses.x finds the session in JSON by `paths.id`, not by `session`"),
                arguments(
                        NEEDED + "output = 'json-lines'\npaths.txt = '/a'",
                        "line 7: there is no setting 'harnesses.x.paths.txt'"),
                arguments(
                        NEEDED + "output = 'json-lines'\npaths.text = 'a.b'",
                        "line 7: harnesses.x.paths.text: 'a.b' is not a JSON pointer such as /message/text"),
                arguments(
                        NEEDED + "output = 'json-lines'\npaths = { text = '/a', cost_usd = '/b' }",
                        "line 7: harnesses.x.paths tells only a part of the usage"),
                arguments(
                        NEEDED + "output = 'json-lines'\n" + paths("all"),
                        "line 7: harnesses.x.paths.counting: 'all' is not one of added-up, last-counts, session-total"),
                arguments(
                        NEEDED + "output = 'json-lines'\n" + paths("session-total"),
                        "line 7: harnesses.x.paths counts over a session and does not say where its id stands"),
                arguments(
                        NEEDED + "model = '--x'",
                        "line 6: harnesses.x.model: '--x' is not a model such as provider/name"),
                arguments(
                        NEEDED + "env.'A=B' = 'c'",
                        "line 6: harnesses.x.env names the variable 'A=B', which cannot be set"),
                arguments(
                        NEEDED + "env.KUGETSU_HOME = 'c'",
                        "line 6: harnesses.x.env names the variable 'KUGETSU_HOME', which cannot be set"),
                arguments(NEEDED + "env.KEY = 12345", "line 6: harnesses.x.env.KEY: its value is not a text"),
                arguments("[harnesses.My_Agent]", "line 1: harnesses.My_Agent is not a harness name"),
                arguments("[harnesses.'../x']", "line 1: harnesses.../x is not a harness name"),
                arguments("[harnesses.scripted]", "line 1: harnesses.scripted is built in and has no settings"));
    }

    private static String paths(String counting) {
        return "paths = { text = '/a', input_tokens = '/b', output_tokens = '/c', cost_usd = '/d', counting = '"
                + counting + "' }";
    }

    @ParameterizedTest
    @MethodSource("errors")
    void saysWhereAndWhatIsWrong(String toml, String wrong) {
        KugetsuException error = catchThrowableOfType(
                KugetsuException.class,
                () -> SettingsResolver.resolve(new TestSources().home(toml).sources()));

        assertThat(error).hasMessage("/home/me/.kugetsu/config.toml " + wrong);
        assertThat(error.kind()).isEqualTo(Kind.INVALID_INPUT);
        assertThat(error.next()).isPresent();
    }

    @Test
    void refusesADescriptionByARepositoryEvenWhenTrusted() {
        KugetsuException error = catchThrowableOfType(
                KugetsuException.class,
                () -> SettingsResolver.resolve(new TestSources()
                        .trusted("[harnesses.x]\nkind = 'command'\nstart = ['rm']")
                        .sources()));

        assertThat(error)
                .hasMessage(".kugetsu.toml of commit 1a2b3c4d line 1: harnesses.x cannot be described by a repository");
        assertThat(error.next()).hasValue("describe it in your own config.toml");
    }
}
