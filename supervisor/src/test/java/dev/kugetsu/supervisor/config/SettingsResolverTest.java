package dev.kugetsu.supervisor.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.adapters.Deadlines;
import dev.kugetsu.adapters.PermissionRule;
import dev.kugetsu.adapters.PermissionRule.Action;
import dev.kugetsu.supervisor.Configuration.SettingView;
import dev.kugetsu.supervisor.config.Settings.Budget;
import dev.kugetsu.supervisor.config.Settings.Budgets;
import dev.kugetsu.supervisor.config.Settings.Harnesses;
import dev.kugetsu.supervisor.config.Settings.Limits;
import dev.kugetsu.supervisor.config.Settings.Orchestrators;
import dev.kugetsu.supervisor.config.Settings.Retention;
import dev.kugetsu.supervisor.config.Settings.Retry;
import dev.kugetsu.supervisor.config.Settings.Setup;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SettingsResolverTest {

    private static final Budget UNLIMITED = new Budget(Optional.empty(), Optional.empty());

    @Test
    void hasADefaultForWhatIsNeeded() {
        Settings settings =
                SettingsResolver.resolve(new TestSources().sources()).settings();

        assertThat(settings)
                .isEqualTo(new Settings(
                        "opencode",
                        Optional.empty(),
                        new BranchTemplate("kugetsu/<owner>-<repo>-<n>"),
                        Optional.empty(),
                        Optional.empty(),
                        new Limits(4, OptionalInt.empty(), Map.of(), 512L << 20, 40, 1L << 30),
                        new Deadlines(Duration.ofMinutes(10), Duration.ofMinutes(30), Duration.ofHours(4)),
                        Duration.ofSeconds(10),
                        List.of(),
                        new Retention(
                                Duration.ofDays(30),
                                Duration.ofDays(60),
                                Duration.ofDays(30),
                                200,
                                Duration.ofDays(30),
                                Duration.ofDays(30)),
                        new Retry(3, Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofDays(8)),
                        new Budgets(UNLIMITED, UNLIMITED, UNLIMITED),
                        new Orchestrators(10),
                        new Harnesses("opencode", true, List.of()),
                        new Settings.Daemon(3001, false, true)));
    }

    @Test
    void fillsTheWholeTree() {
        Settings settings =
                SettingsResolver.resolve(new TestSources().home("""
                                port = 0
                                hooks = false
                                harness = "mine"
                                model = "a/b"
                                branch = "fix/<n>"
                                base = "origin/develop"
                                max_turns = 8
                                max_turns_per_project = 2
                                stop_grace = "30s"
                                [setup]
                                command = "npm ci && npm run build"
                                timeout = "20m"
                                [deadlines]
                                first_event = "1m"
                                silence = "2m"
                                turn = "3m"
                                [permissions]
                                allow = ["external_directory:/tmp/*", "webfetch"]
                                deny = ["bash:git push*"]
                                [retention]
                                turn_folders = "1d"
                                ended_sessions = "2d"
                                preserved_age = "3d"
                                preserved_count = 4
                                changes = "5d"
                                events = "6d"
                                [daemon]
                                autostart = true
                                resume_on_boot = false
                                [limits]
                                min_free_memory = "2GiB"
                                max_memory_pressure = 20
                                min_free_disk = "1.5GiB"
                                [retry]
                                attempts = 0
                                delay = "1s"
                                limit_delay = "2s"
                                limit_wait = "3s"
                                [budget]
                                session_usd = 0.5
                                project_tokens = 7000000000
                                day_usd = 12
                                day_tokens = 9
                                [orchestrator]
                                max_workers = 6
                                [harnesses.opencode]
                                program = "/opt/opencode"
                                max_turns = 3
                                """).sources()).settings();

        assertThat(settings)
                .isEqualTo(new Settings(
                        "mine",
                        Optional.of("a/b"),
                        new BranchTemplate("fix/<n>"),
                        Optional.of("origin/develop"),
                        Optional.of(new Setup(
                                new SetupCommand(List.of("sh", "-c", "npm ci && npm run build")),
                                Duration.ofMinutes(20))),
                        new Limits(8, OptionalInt.of(2), Map.of("opencode", 3), 2L << 30, 20, 3L << 29),
                        new Deadlines(Duration.ofMinutes(1), Duration.ofMinutes(2), Duration.ofMinutes(3)),
                        Duration.ofSeconds(30),
                        List.of(
                                new PermissionRule("external_directory", "/tmp/*", Action.ALLOW),
                                new PermissionRule("webfetch", "*", Action.ALLOW),
                                new PermissionRule("bash", "git push*", Action.DENY)),
                        new Retention(
                                Duration.ofDays(1),
                                Duration.ofDays(2),
                                Duration.ofDays(3),
                                4,
                                Duration.ofDays(5),
                                Duration.ofDays(6)),
                        new Retry(0, Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(3)),
                        new Budgets(
                                new Budget(Optional.of(new BigDecimal("0.5")), Optional.empty()),
                                new Budget(Optional.empty(), Optional.of(7_000_000_000L)),
                                new Budget(Optional.of(new BigDecimal("12")), Optional.of(9L))),
                        new Orchestrators(6),
                        new Harnesses("/opt/opencode", false, List.of()),
                        new Settings.Daemon(0, true, false)));
    }

    static Stream<SettingKey<?>> keys() {
        return SettingKeys.ALL.stream();
    }

    @ParameterizedTest
    @MethodSource("keys")
    void takesTheDefaultWhenNoSourceSaysAnything(SettingKey<?> key) {
        assertThat(new TestSources().view(key)).isEqualTo(new SettingView(key.name(), shownFallback(key), "default"));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void takesTheHomeBeforeTheDefault(SettingKey<?> key) {
        SettingView view =
                new TestSources().home(key.name() + " = " + key.example()).view(key);

        assertThat(view).isEqualTo(new SettingView(key.name(), shownExample(key), "config.toml"));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void takesTheEnvironmentBeforeTheHome(SettingKey<?> key) {
        SettingView view = new TestSources()
                .home(key.name() + " = " + otherThanExample(key))
                .environment(key.environmentName(), bare(key.example()))
                .view(key);

        assertThat(view.value()).endsWith(shownExample(key));
        assertThat(view.origin()).endsWith("environment " + key.environmentName());
    }

    static Stream<SettingKey<?>> keysThatARepositoryMaySet() {
        return keys().filter(key -> !key.repository().summary().equals("no"));
    }

    @ParameterizedTest
    @MethodSource("keysThatARepositoryMaySet")
    void takesATrustedRepositoryBeforeTheHome(SettingKey<?> key) {
        SettingView view = new TestSources()
                .home(key.name() + " = " + laxerThanExample(key))
                .trusted(key.name() + " = " + key.example())
                .view(key);

        assertThat(view.value()).endsWith(shownExample(key));
        assertThat(view.origin()).endsWith(".kugetsu.toml");
    }

    @ParameterizedTest
    @MethodSource("keysThatARepositoryMaySet")
    void takesTheEnvironmentBeforeATrustedRepository(SettingKey<?> key) {
        SettingView view = new TestSources()
                .home(key.name() + " = " + laxerThanExample(key))
                .trusted(key.name() + " = " + key.example())
                .environment(key.environmentName(), bare(laxerThanExample(key)))
                .view(key);

        assertThat(view.value()).contains(shown(key, laxerThanExample(key)));
        assertThat(view.origin()).contains("environment " + key.environmentName());
    }

    @Test
    void takesAFlagBeforeEverything() {
        TestSources sources = new TestSources()
                .environment("KUGETSU_HARNESS", "theirs")
                .environment("KUGETSU_MODEL", "c/d")
                .environment("KUGETSU_BASE", "v1")
                .environment("KUGETSU_DEADLINES_TURN", "1h")
                .environment("KUGETSU_PERMISSIONS_ALLOW", "webfetch, bash:ls *")
                .flags(new Flags(
                        Optional.of("mine"),
                        Optional.of("a/b"),
                        Optional.of("v2"),
                        Optional.of(Duration.ofMillis(1500)),
                        List.of(PermissionRule.allow("edit:a,b:c"))));

        assertThat(sources.views())
                .contains(
                        new SettingView("harness", "mine", "flag --harness"),
                        new SettingView("model", "a/b", "flag --model"),
                        new SettingView("base", "v2", "flag --base"),
                        new SettingView("deadlines.turn", "1s500ms", "flag --timeout"),
                        new SettingView(
                                "permissions.allow",
                                "webfetch:*, bash:ls *, edit:a,b:c",
                                "environment KUGETSU_PERMISSIONS_ALLOW, flag --allow"));
    }

    @Test
    void countsAnEmptyVariableAsAbsent() {
        assertThat(new TestSources().environment("KUGETSU_MODEL", "").view(SettingKeys.MODEL))
                .isEqualTo(new SettingView("model", "", "default"));
    }

    @Test
    void addsRulesUpInsteadOfReplacingThem() {
        TestSources sources = new TestSources()
                .home("permissions.deny = ['bash:git push*']")
                .trusted("permissions.deny = ['webfetch']")
                .environment("KUGETSU_PERMISSIONS_DENY", "edit:/etc/*,webfetch");

        assertThat(sources.view(SettingKeys.DENY))
                .isEqualTo(new SettingView(
                        "permissions.deny",
                        "bash:git push*, webfetch:*, edit:/etc/*",
                        "config.toml, .kugetsu.toml, environment KUGETSU_PERMISSIONS_DENY"));
    }

    @Test
    void prefersTheModelOfTheHarnessInUse() {
        TestSources sources = new TestSources().home("model = 'a/general'\nharnesses.opencode.model = 'a/special'");

        assertThat(sources.view(SettingKeys.MODEL))
                .isEqualTo(new SettingView("model", "a/special", "config.toml harnesses.opencode.model"));
        assertThat(sources.flags(Flags.NONE.withHarness("mine")).view(SettingKeys.MODEL))
                .isEqualTo(new SettingView("model", "a/general", "config.toml"));
        assertThat(sources.flags(Flags.NONE)
                        .environment("KUGETSU_MODEL", "a/now")
                        .view(SettingKeys.MODEL))
                .isEqualTo(new SettingView("model", "a/now", "environment KUGETSU_MODEL"));
    }

    @Test
    void warnsOfAMisspeltVariableAndOfNoOther() {
        Resolution resolution = SettingsResolver.resolve(new TestSources()
                .environment("KUGETSU_MODLE", "a/b")
                .environment("KUGETSU_HOME", "/somewhere")
                .environment("KUGETSU_TURN_ID", "t-1")
                .environment("MODEL", "a/b")
                .sources());

        assertThat(resolution.warnings())
                .containsExactly("environment KUGETSU_MODLE has no effect; did you mean KUGETSU_MODEL?");
    }

    @Test
    void runsAListOfWordsWithoutAShell() {
        Settings settings = SettingsResolver.resolve(new TestSources()
                        .home("setup.command = ['npm', 'ci', '--prefix', 'a b']")
                        .sources())
                .settings();

        assertThat(settings.setup().orElseThrow().command().words()).containsExactly("npm", "ci", "--prefix", "a b");
        assertThat(settings.setup().orElseThrow().command()).hasToString("[\"npm\",\"ci\",\"--prefix\",\"a b\"]");
    }

    private static <T> String shownFallback(SettingKey<T> key) {
        return key.fallbackValue().map(key.type()::show).orElse("");
    }

    private static String shownExample(SettingKey<?> key) {
        return shown(key, key.example());
    }

    private static <T> String shown(SettingKey<T> key, String toml) {
        TomlDocument document = TomlDocument.parse("test", "value = " + toml);
        return key.type().show(key.type().read(document.find(List.of("value")).orElseThrow()));
    }

    private static final Map<String, String> OTHERS = Map.ofEntries(
            Map.entry("daemon.autostart", "false"),
            Map.entry("daemon.resume_on_boot", "true"),
            Map.entry("hooks", "true"),
            Map.entry("harness", "'other'"),
            Map.entry("branch", "'other/<n>'"),
            Map.entry("max_turns", "1000"),
            Map.entry("max_turns_per_project", "1000"),
            Map.entry("orchestrator.max_workers", "1000"),
            Map.entry("retention.preserved_count", "100000"),
            Map.entry("port", "4711"),
            Map.entry("limits.min_free_memory", "'1TiB'"),
            Map.entry("limits.max_memory_pressure", "100"),
            Map.entry("limits.min_free_disk", "'1TiB'"),
            Map.entry("retry.attempts", "100"),
            Map.entry("budget.session_usd", "99.5"),
            Map.entry("budget.session_tokens", "99"),
            Map.entry("budget.project_usd", "99.5"),
            Map.entry("budget.project_tokens", "99"),
            Map.entry("budget.day_usd", "99.5"),
            Map.entry("budget.day_tokens", "99"),
            Map.entry("harnesses.opencode.max_turns", "1000"),
            Map.entry("permissions.allow", "['other']"),
            Map.entry("permissions.deny", "['other']"));

    private static String otherThanExample(SettingKey<?> key) {
        return OTHERS.getOrDefault(key.name(), key.type().equals(ValueTypes.DURATION) ? "'3650d'" : "'other'");
    }

    /// For a limit it is the largest value that there is.
    private static String laxerThanExample(SettingKey<?> key) {
        return otherThanExample(key);
    }

    private static String bare(String toml) {
        return toml.replaceAll("[\\[\\]\"']", "");
    }
}
