package dev.kugetsu.supervisor.config;

import dev.kugetsu.adapters.Deadlines;
import dev.kugetsu.adapters.PermissionRule;
import dev.kugetsu.supervisor.Configuration.SettingView;
import dev.kugetsu.supervisor.config.Resolved.Notice;
import dev.kugetsu.supervisor.config.Settings.Harnesses;
import dev.kugetsu.supervisor.config.Settings.Limits;
import dev.kugetsu.supervisor.config.Settings.Orchestrators;
import dev.kugetsu.supervisor.config.Settings.Retention;
import dev.kugetsu.supervisor.config.Settings.Setup;
import java.util.ArrayList;
import java.util.List;
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
                new Limits(
                        get(SettingKeys.MAX_TURNS),
                        find(SettingKeys.MAX_TURNS_PER_PROJECT)
                                .map(OptionalInt::of)
                                .orElse(OptionalInt.empty())),
                new Deadlines(get(SettingKeys.FIRST_EVENT), get(SettingKeys.SILENCE), get(SettingKeys.TURN)),
                get(SettingKeys.STOP_GRACE),
                permissions(),
                new Retention(
                        get(SettingKeys.TURN_FOLDERS),
                        get(SettingKeys.ENDED_SESSIONS),
                        get(SettingKeys.PRESERVED_AGE),
                        get(SettingKeys.PRESERVED_COUNT)),
                new Orchestrators(get(SettingKeys.MAX_WORKERS)),
                new Harnesses(get(SettingKeys.OPENCODE_PROGRAM), precedence.described()));
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
