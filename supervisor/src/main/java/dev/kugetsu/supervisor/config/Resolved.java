package dev.kugetsu.supervisor.config;

import java.util.Optional;

/// What holds for one setting, as far as the sources have been looked at; they are looked at from weak to strong.
///
/// @param value empty when no source has one
/// @param origin where the value comes from
/// @param notice what the user should know besides
record Resolved<T>(Optional<T> value, String origin, Optional<Notice> notice) {

    static <T> Resolved<T> byDefault(SettingKey<T> key) {
        return new Resolved<>(key.fallbackValue(), "default", Optional.empty());
    }

    /// What holds when a stronger source has a say too.
    Resolved<T> overriddenBy(SettingKey<T> key, Layer layer) {
        return layer.read(key)
                .map(stronger -> with(key, stronger, layer.origin(key)))
                .orElse(this);
    }

    Resolved<T> with(SettingKey<T> key, T stronger, String strongerOrigin) {
        T both = value.map(weaker -> key.combine().apply(weaker, stronger)).orElse(stronger);
        boolean weakerStillCounts = value.isPresent() && !both.equals(stronger);
        return new Resolved<>(
                Optional.of(both), weakerStillCounts ? origin + ", " + strongerOrigin : strongerOrigin, notice);
    }

    Resolved<T> noting(Notice what) {
        return new Resolved<>(value, origin, Optional.of(what));
    }

    String show(SettingKey<T> key) {
        return value.map(key.type()::show).orElse("");
    }

    /// What became of a repository's wish.
    sealed interface Notice {

        /// It waits for trust.
        record Untrusted(Withheld withheld) implements Notice {}

        /// It would make a limit more lax.
        record NotLower(String warning) implements Notice {}
    }
}
