package dev.kugetsu.supervisor.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.kugetsu.supervisor.Configuration.SettingView;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.KugetsuException.Kind;
import dev.kugetsu.supervisor.config.DescribedHarness.Field;
import dev.kugetsu.supervisor.config.DescribedHarness.Output;
import dev.kugetsu.supervisor.config.DescribedHarness.Step;
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
            base = ["my-agent", "base"]
            fork = ["my-agent", "fork"]
            start = ["my-agent", "run"]
            continue = ["my-agent", "resume"]
            delete = ["my-agent", "delete"]
            list = ["my-agent", "list"]
            interactive = ["my-agent"]
            output = "json-lines"
            [harnesses.my-agent.paths]
            id = "session.id"
            text = "message.text"
            error = "error"
            input_tokens = "usage.in"
            output_tokens = "usage.out"
            cost_usd = "usage.cost"
            [harnesses.my-agent.env]
            API_KEY = "secret"
            EMPTY = ""
            """;

    @Test
    void readsAWholeDescription() {
        Settings settings =
                SettingsResolver.resolve(new TestSources().home(FULL).sources()).settings();

        assertThat(settings.harnesses().described())
                .containsExactly(new DescribedHarness(
                        "my-agent",
                        Optional.of("a/special"),
                        Map.of(
                                Step.VERSION, List.of("my-agent", "--version"),
                                Step.BASE, List.of("my-agent", "base"),
                                Step.FORK, List.of("my-agent", "fork"),
                                Step.START, List.of("my-agent", "run"),
                                Step.CONTINUE, List.of("my-agent", "resume"),
                                Step.DELETE, List.of("my-agent", "delete"),
                                Step.LIST, List.of("my-agent", "list"),
                                Step.INTERACTIVE, List.of("my-agent")),
                        Output.JSON_LINES,
                        Map.of(
                                Field.ID, "session.id",
                                Field.TEXT, "message.text",
                                Field.ERROR, "error",
                                Field.INPUT_TOKENS, "usage.in",
                                Field.OUTPUT_TOKENS, "usage.out",
                                Field.COST_USD, "usage.cost"),
                        Map.of("API_KEY", "secret", "EMPTY", "")));
        assertThat(settings.harness()).isEqualTo("my-agent");
    }

    @Test
    void needsLittle() {
        Settings settings = SettingsResolver.resolve(new TestSources()
                        .home("harnesses.one = { kind = 'command', start = ['one'] }")
                        .sources())
                .settings();

        assertThat(settings.harnesses().described())
                .containsExactly(new DescribedHarness(
                        "one", Optional.empty(), Map.of(Step.START, List.of("one")), Output.TEXT, Map.of(), Map.of()));
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
                        new SettingView("harnesses.my-agent.paths.cost_usd", "usage.cost", "config.toml"),
                        new SettingView("harnesses.my-agent.env.API_KEY", "(hidden)", "config.toml"));
        assertThat(views.toString()).doesNotContain("secret");
    }

    static Stream<Arguments> errors() {
        String table = "[harnesses.x]\n";
        String start = table + "kind = 'command'\nstart = ['x']\n";
        return Stream.of(
                arguments("harnesses.x = 1", "line 1: harnesses.x is a table of settings, not a value"),
                arguments(
                        "[harnesses]\nx.start = ['x']", "line 2: harnesses.x does not say what kind of harness it is"),
                arguments(table + "kind = 'http'", "line 2: harnesses.x.kind: 'http' is not one of command"),
                arguments(table + "kind = 'command'", "line 1: harnesses.x does not say how a turn is started"),
                arguments(start + "begin = ['x']", "line 4: there is no setting 'harnesses.x.begin'"),
                arguments(
                        table + "kind = 'command'\nstart = 'x run'",
                        "line 3: harnesses.x.start: 'x run' is not a list of words such as [\"my-agent\", \"run\"]"),
                arguments(start + "output = 'xml'", "line 4: harnesses.x.output: 'xml' is not one of text, json-lines"),
                arguments(start + "paths.text = 'a'", "line 4: harnesses.x.paths means nothing for plain text"),
                arguments(start + "paths = 'a'", "line 4: harnesses.x.paths is a table of settings, not a value"),
                arguments(
                        start + "output = 'json-lines'",
                        "line 1: harnesses.x.paths does not say where the agent's text stands"),
                arguments(
                        start + "output = 'json-lines'\npaths.txt = 'a'",
                        "line 5: there is no setting 'harnesses.x.paths.txt'"),
                arguments(
                        start + "model = '--x'",
                        "line 4: harnesses.x.model: '--x' is not a model such as provider/name"),
                arguments(
                        start + "env.'A=B' = 'c'",
                        "line 4: harnesses.x.env names the variable 'A=B', which cannot be set"),
                arguments(
                        start + "env.KUGETSU_HOME = 'c'",
                        "line 4: harnesses.x.env names the variable 'KUGETSU_HOME', which cannot be set"),
                arguments(start + "env.KEY = 12345", "line 4: harnesses.x.env.KEY: its value is not a text"),
                arguments("[harnesses.My_Agent]", "line 1: harnesses.My_Agent is not a harness name"),
                arguments("[harnesses.'../x']", "line 1: harnesses.../x is not a harness name"),
                arguments("[harnesses.scripted]", "line 1: harnesses.scripted is built in and has no settings"));
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
