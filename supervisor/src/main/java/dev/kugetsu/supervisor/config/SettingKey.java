package dev.kugetsu.supervisor.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/// One setting: everything that is to be known of it stands here.
///
/// @param name the dotted path in a configuration file
/// @param fallback its value as a file would hold it, or empty when it has none
/// @param unset what happens when it has none, for the documentation
/// @param example a value as a file would hold it
/// @param flag the option of the command line that sets it too
/// @param combine joins the value of a weaker source with that of a stronger one
record SettingKey<T>(
        String name,
        ValueType<T> type,
        Optional<String> fallback,
        String unset,
        String example,
        Optional<Flag> flag,
        RepositoryRule<T> repository,
        BinaryOperator<T> combine,
        String meaning) {

    /// An option of the command line.
    record Flag(String name, Function<Flags, Optional<JsonNode>> value) {}

    static <T> SettingKey<T> of(String name, ValueType<T> type, RepositoryRule<T> repository, String meaning) {
        return new SettingKey<>(
                name,
                type,
                Optional.empty(),
                "none",
                "",
                Optional.empty(),
                repository,
                (weak, strong) -> strong,
                meaning);
    }

    SettingKey<T> fallback(String text) {
        return new SettingKey<>(name, type, Optional.of(text), unset, example, flag, repository, combine, meaning);
    }

    SettingKey<T> unset(String words) {
        return new SettingKey<>(name, type, fallback, words, example, flag, repository, combine, meaning);
    }

    SettingKey<T> example(String toml) {
        return new SettingKey<>(name, type, fallback, unset, toml, flag, repository, combine, meaning);
    }

    SettingKey<T> flag(String option, Function<Flags, Optional<JsonNode>> value) {
        return new SettingKey<>(
                name,
                type,
                fallback,
                unset,
                example,
                Optional.of(new Flag(option, value)),
                repository,
                combine,
                meaning);
    }

    SettingKey<T> combine(BinaryOperator<T> weakAndStrong) {
        return new SettingKey<>(name, type, fallback, unset, example, flag, repository, weakAndStrong, meaning);
    }

    /// Whether both are the same setting, of which there is one of each name; Java makes a record's `equals`
    /// anew in each process.
    boolean isCalledAs(SettingKey<?> other) {
        return name.equals(other.name);
    }

    List<String> path() {
        return List.of(name.split("\\."));
    }

    /// The environment variable that sets it too.
    String environmentName() {
        return "KUGETSU_" + name.replace('.', '_').toUpperCase(Locale.ROOT);
    }

    Optional<T> fallbackValue() {
        return fallback.map(text -> type.read(type.fromText(text)));
    }
}
