package dev.kugetsu.supervisor.config;

import dev.kugetsu.supervisor.Configuration.SettingView;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.KugetsuException.Kind;
import dev.kugetsu.supervisor.config.Layer.EnvironmentLayer;
import dev.kugetsu.supervisor.config.Layer.FileLayer;
import dev.kugetsu.supervisor.config.Layer.FlagLayer;
import dev.kugetsu.supervisor.config.Layer.HarnessModelLayer;
import dev.kugetsu.supervisor.config.RepositoryFile.Trust;
import dev.kugetsu.supervisor.config.RepositoryRule.Free;
import dev.kugetsu.supervisor.config.RepositoryRule.OnlyLower;
import dev.kugetsu.supervisor.config.RepositoryRule.Refused;
import dev.kugetsu.supervisor.config.RepositoryRule.WhenTrusted;
import dev.kugetsu.supervisor.config.Resolved.Notice;
import java.util.List;
import java.util.Optional;

/// Asks the sources for one setting after the other, from weak to strong.
final class Precedence {

    private final Optional<FileLayer> home;
    private final Optional<FileLayer> repository;
    private final boolean isTrusted;
    private final List<Layer> command;
    private final List<DescribedHarness> described;

    Precedence(Sources sources) {
        this.home = sources.home().map(file -> layer(HomeFile.NAME, file.path().toString(), file.content()));
        this.repository = sources.repository().map(file -> layer(RepositoryFile.NAME, file.label(), file.content()));
        this.isTrusted = sources.repository()
                .filter(file -> file.trust() == Trust.TRUSTED)
                .isPresent();
        repository.ifPresent(file -> refuseDescriptions(file.document()));
        this.described =
                home.map(file -> DescribedHarnesses.read(file.document())).orElse(List.of());
        this.command = List.of(new EnvironmentLayer(sources.environment()), new FlagLayer(sources.flags()));
    }

    <T> Resolved<T> resolve(SettingKey<T> key) {
        Resolved<T> resolved = Resolved.byDefault(key);
        if (home.isPresent()) {
            resolved = resolved.overriddenBy(key, home.get());
        }
        if (key.isCalledAs(SettingKeys.MODEL)) {
            resolved = resolved.overriddenBy(key, modelOfHarness());
        }
        if (repository.isPresent()) {
            resolved = restrictedBy(repository.get(), key, resolved);
        }
        for (Layer layer : command) {
            resolved = resolved.overriddenBy(key, layer);
        }
        return resolved;
    }

    List<DescribedHarness> described() {
        return described;
    }

    List<SettingView> describedViews() {
        return home.map(file -> DescribedHarnesses.views(file.document())).orElse(List.of());
    }

    private HarnessModelLayer modelOfHarness() {
        String harness = resolve(SettingKeys.HARNESS).value().orElseThrow();
        Resolved<String> model = harness.equals("opencode")
                ? resolve(SettingKeys.OPENCODE_MODEL)
                : new Resolved<>(
                        described.stream()
                                .filter(one -> one.name().equals(harness))
                                .findFirst()
                                .flatMap(DescribedHarness::model),
                        HomeFile.NAME,
                        Optional.empty());
        return new HarnessModelLayer(harness, model);
    }

    private <T> Resolved<T> restrictedBy(FileLayer file, SettingKey<T> key, Resolved<T> users) {
        Optional<T> wish = file.read(key);
        if (wish.isEmpty()) {
            return users;
        }
        T wanted = wish.get();
        return switch (key.repository()) {
            case Free<T> free -> users.with(key, wanted, file.origin(key));
            case WhenTrusted<T> runs ->
                isTrusted
                        ? users.with(key, wanted, file.origin(key))
                        : users.noting(new Notice.Untrusted(
                                new Withheld(key.name(), key.type().show(wanted))));
            case OnlyLower<T> lower ->
                users.value()
                                .filter(limit -> lower.order().compare(limit, wanted) < 0)
                                .isPresent()
                        ? users.noting(new Notice.NotLower(notLower(file, key, wanted, users)))
                        : users.with(key, wanted, file.origin(key));
            case Refused<T> refused -> throw refused(file, key);
        };
    }

    private static <T> String notLower(FileLayer file, SettingKey<T> key, T wanted, Resolved<T> users) {
        return file.place(key) + " = " + key.type().show(wanted)
                + " has no effect: a repository may only lower it, and " + users.origin() + " says " + users.show(key);
    }

    private static KugetsuException refused(FileLayer file, SettingKey<?> key) {
        return new KugetsuException(
                Kind.INVALID_INPUT,
                file.place(key) + " cannot be set by a repository",
                "set it in your own " + HomeFile.NAME + " or by " + key.environmentName());
    }

    private static void refuseDescriptions(TomlDocument document) {
        DescribedHarnesses.tables(document).stream().findFirst().ifPresent(table -> {
            throw table.invalid("cannot be described by a repository", "describe it in your own " + HomeFile.NAME);
        });
    }

    private static FileLayer layer(String name, String label, String content) {
        TomlDocument document = TomlDocument.parse(label, content);
        KnownKeys.check(document);
        return new FileLayer(name, document);
    }
}
