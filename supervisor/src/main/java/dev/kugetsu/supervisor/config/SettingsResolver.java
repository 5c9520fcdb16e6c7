package dev.kugetsu.supervisor.config;

import dev.kugetsu.adapters.Deadlines;
import dev.kugetsu.adapters.PermissionRule;
import dev.kugetsu.supervisor.Configuration.SettingView;
import dev.kugetsu.supervisor.config.Resolved.Notice;
import dev.kugetsu.supervisor.config.Settings.Budget;
import dev.kugetsu.supervisor.config.Settings.Budgets;
import dev.kugetsu.supervisor.config.Settings.Harnesses;
import dev.kugetsu.supervisor.config.Settings.Limits;
import dev.kugetsu.supervisor.config.Settings.Orchestrators;
import dev.kugetsu.supervisor.config.Settings.Retention;
import dev.kugetsu.supervisor.config.Settings.Retry;
import dev.kugetsu.supervisor.config.Settings.Setup;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// Decides which source each setting comes from: flag, environment, repository, home, default.
///
/// A pure function of its sources. Every value of every source is checked, also one that a stronger source
/// overrides.
public final class SettingsResolver {

    private final Sources sources;
    private final Precedence precedence;

    private SettingsResolver(Sources sources) {
        this.sources = sources;
        this.precedence = new Precedence(sources);
    }

    /// Resolves all settings.
    ///
    /// @throws KugetsuException `INVALID_INPUT` when a source holds an error; the message says where
    public static Resolution resolve(Sources sources) {
        return new SettingsResolver(sources).resolve();
    }

    private Resolution resolve() {
        List<SettingView> views = new ArrayList<>();
        List<Withheld> withheld = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        for (SettingKey<?> key : SettingKeys.ALL) {
            views.add(view(key));
            precedence.resolve(key).notice().ifPresent(notice -> {
                switch (notice) {
                    case Notice.Untrusted untrusted -> withheld.add(untrusted.withheld());
                    case Notice.NotLower limit -> warnings.add(limit.warning());
                }
            });
        }
        views.addAll(precedence.describedViews());
        warningOf(withheld).ifPresent(warnings::add);
        EnvironmentNames.warnings(sources.environment().keySet()).forEach(warnings::add);
        return new Resolution(settings(), views, withheld, warnings);
    }

    private <T> SettingView view(SettingKey<T> key) {
        Resolved<T> resolved = precedence.resolve(key);
        return new SettingView(key.name(), resolved.show(key), resolved.origin());
    }

    private Optional<String> warningOf(List<Withheld> withheld) {
        return sources.repository()
                .filter(file -> !withheld.isEmpty())
                .map(file -> file.label() + " is not trusted, so it does not decide "
                        + String.join(", ", withheld.stream().map(Withheld::key).toList())
                        + "; look at it and accept it with `kugetsu trust`");
    }

    private Settings settings() {
        return new Settings(
                get(SettingKeys.HARNESS),
                find(SettingKeys.MODEL),
                get(SettingKeys.BRANCH),
                find(SettingKeys.BASE),
                find(SettingKeys.SETUP_COMMAND).map(command -> new Setup(command, get(SettingKeys.SETUP_TIMEOUT))),
                limits(),
                new Deadlines(get(SettingKeys.FIRST_EVENT), get(SettingKeys.SILENCE), get(SettingKeys.TURN)),
                get(SettingKeys.STOP_GRACE),
                permissions(),
                new Retention(
                        get(SettingKeys.TURN_FOLDERS),
                        get(SettingKeys.ENDED_SESSIONS),
                        get(SettingKeys.PRESERVED_AGE),
                        get(SettingKeys.PRESERVED_COUNT),
                        get(SettingKeys.CHANGES),
                        get(SettingKeys.EVENTS)),
                new Retry(
                        get(QueueSettingKeys.RETRY_ATTEMPTS),
                        get(QueueSettingKeys.RETRY_DELAY),
                        get(QueueSettingKeys.RETRY_LIMIT_DELAY),
                        get(QueueSettingKeys.RETRY_LIMIT_WAIT)),
                new Budgets(
                        new Budget(find(QueueSettingKeys.SESSION_USD), find(QueueSettingKeys.SESSION_TOKENS)),
                        new Budget(find(QueueSettingKeys.PROJECT_USD), find(QueueSettingKeys.PROJECT_TOKENS)),
                        new Budget(find(QueueSettingKeys.DAY_USD), find(QueueSettingKeys.DAY_TOKENS))),
                new Orchestrators(get(SettingKeys.MAX_WORKERS)),
                new Harnesses(get(SettingKeys.OPENCODE_PROGRAM), get(SettingKeys.HOOKS), precedence.described()),
                new Settings.Daemon(
                        get(SettingKeys.PORT), get(SettingKeys.AUTOSTART), get(SettingKeys.RESUME_ON_BOOT)));
    }

    private Limits limits() {
        Map<String, Integer> ofHarness = new HashMap<>();
        precedence.described().forEach(one -> one.maxTurns().ifPresent(most -> ofHarness.put(one.name(), most)));
        find(QueueSettingKeys.OPENCODE_MAX_TURNS).ifPresent(most -> ofHarness.put("opencode", most));
        return new Limits(
                get(SettingKeys.MAX_TURNS),
                find(SettingKeys.MAX_TURNS_PER_PROJECT).map(OptionalInt::of).orElse(OptionalInt.empty()),
                ofHarness,
                get(QueueSettingKeys.MIN_FREE_MEMORY),
                get(QueueSettingKeys.MAX_MEMORY_PRESSURE),
                get(QueueSettingKeys.MIN_FREE_DISK));
    }

    /// A denial stands last, where harnesses let it win.
    private List<PermissionRule> permissions() {
        return Stream.of(SettingKeys.ALLOW, SettingKeys.DENY)
                .flatMap(key -> find(key).stream())
                .flatMap(List::stream)
                .toList();
    }

    private <T> Optional<T> find(SettingKey<T> key) {
        return precedence.resolve(key).value();
    }

    private <T> T get(SettingKey<T> key) {
        return find(key).orElseThrow(() -> new IllegalStateException(key.name() + " has a default"));
    }
}
