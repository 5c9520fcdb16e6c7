package dev.kugetsu.supervisor.config;

import dev.kugetsu.supervisor.Configuration.SettingView;
import dev.kugetsu.supervisor.config.RepositoryFile.Trust;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Sources of a test, written down where they matter.
final class TestSources {

    static final String COMMIT = "1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d";

    private final Map<String, String> environment = new HashMap<>();
    private Flags flags = Flags.NONE;
    private Optional<RepositoryFile> repository = Optional.empty();
    private Optional<HomeFile> home = Optional.empty();

    TestSources flags(Flags values) {
        flags = values;
        return this;
    }

    TestSources environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    TestSources trusted(String toml) {
        repository = Optional.of(new RepositoryFile(toml, COMMIT, Trust.TRUSTED));
        return this;
    }

    TestSources untrusted(String toml) {
        repository = Optional.of(new RepositoryFile(toml, COMMIT, Trust.UNTRUSTED));
        return this;
    }

    TestSources home(String toml) {
        home = Optional.of(new HomeFile(Path.of("/home/me/.kugetsu/config.toml"), toml));
        return this;
    }

    Sources sources() {
        return new Sources(flags, environment, repository, home);
    }

    List<SettingView> views() {
        return SettingsResolver.resolve(sources()).views();
    }

    SettingView view(SettingKey<?> key) {
        return views().stream()
                .filter(view -> view.key().equals(key.name()))
                .findFirst()
                .orElseThrow();
    }
}
