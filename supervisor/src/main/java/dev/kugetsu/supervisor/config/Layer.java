package dev.kugetsu.supervisor.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.KugetsuException.Kind;
import java.util.Map;
import java.util.Optional;

/// One source of settings.
sealed interface Layer {

    /// Its value of a setting, as a file would hold it.
    Optional<JsonNode> find(SettingKey<?> key);

    /// What the list of settings calls it.
    String origin(SettingKey<?> key);

    /// Where exactly a value stands, for messages.
    String place(SettingKey<?> key);

    /// How the setting is written there.
    String example(SettingKey<?> key);

    /// Its value of a setting, checked.
    default <T> Optional<T> read(SettingKey<T> key) {
        try {
            return find(key).map(key.type()::read);
        } catch (IllegalArgumentException invalid) {
            throw new KugetsuException(
                    Kind.INVALID_INPUT,
                    place(key) + ": " + invalid.getMessage(),
                    "write such as " + example(key),
                    invalid);
        }
    }

    /// What the user has said for this one command.
    record FlagLayer(Flags flags) implements Layer {

        @Override
        public Optional<JsonNode> find(SettingKey<?> key) {
            return key.flag().flatMap(flag -> flag.value().apply(flags));
        }

        @Override
        public String origin(SettingKey<?> key) {
            return "flag " + option(key);
        }

        @Override
        public String place(SettingKey<?> key) {
            return option(key);
        }

        @Override
        public String example(SettingKey<?> key) {
            return option(key) + " " + bare(key);
        }

        private static String option(SettingKey<?> key) {
            return key.flag().map(SettingKey.Flag::name).orElseThrow();
        }
    }

    /// Environment variables; an empty one counts as absent, as is usual.
    record EnvironmentLayer(Map<String, String> environment) implements Layer {

        @Override
        public Optional<JsonNode> find(SettingKey<?> key) {
            return Optional.ofNullable(environment.get(key.environmentName()))
                    .filter(text -> !text.isEmpty())
                    .map(key.type()::fromText);
        }

        @Override
        public String origin(SettingKey<?> key) {
            return "environment " + key.environmentName();
        }

        @Override
        public String place(SettingKey<?> key) {
            return origin(key);
        }

        @Override
        public String example(SettingKey<?> key) {
            return key.environmentName() + "=" + bare(key);
        }
    }

    /// A configuration file.
    ///
    /// @param name what the list of settings calls it
    record FileLayer(String name, TomlDocument document) implements Layer {

        @Override
        public Optional<JsonNode> find(SettingKey<?> key) {
            return document.find(key.path());
        }

        @Override
        public String origin(SettingKey<?> key) {
            return name;
        }

        @Override
        public String place(SettingKey<?> key) {
            return document.place(key.path()) + ": " + key.name();
        }

        @Override
        public String example(SettingKey<?> key) {
            return key.name() + " = " + key.example();
        }
    }

    /// The model that is configured for the harness in use; stronger than `model` of the same user.
    record HarnessModelLayer(String harness, Resolved<String> model) implements Layer {

        @Override
        public Optional<JsonNode> find(SettingKey<?> key) {
            return key.isCalledAs(SettingKeys.MODEL)
                    ? model.value().map(SettingKeys.MODEL.type()::fromText)
                    : Optional.empty();
        }

        @Override
        public String origin(SettingKey<?> key) {
            return model.origin() + " harnesses." + harness + ".model";
        }

        @Override
        public String place(SettingKey<?> key) {
            return origin(key);
        }

        @Override
        public String example(SettingKey<?> key) {
            return key.example();
        }
    }

    /// The example of a key without the marks of TOML.
    private static String bare(SettingKey<?> key) {
        return key.example().replaceAll("[\\[\\]\"]", "");
    }
}
