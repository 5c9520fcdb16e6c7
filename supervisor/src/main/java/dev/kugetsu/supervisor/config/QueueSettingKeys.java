package dev.kugetsu.supervisor.config;

import dev.kugetsu.supervisor.config.RepositoryRule.OnlyLower;
import dev.kugetsu.supervisor.config.RepositoryRule.Refused;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/// The settings of the queue: what holds turns back, what is tried again, what may be spent.
final class QueueSettingKeys {

    static final SettingKey<Long> MIN_FREE_MEMORY = SettingKey.of(
                    "limits.min_free_memory",
                    ValueTypes.SIZE,
                    new Refused<>(),
                    "memory that must be available before a queued turn is launched")
            .fallback("512MiB")
            .example("\"2GiB\"");

    static final SettingKey<Integer> MAX_MEMORY_PRESSURE = SettingKey.of(
                    "limits.max_memory_pressure",
                    ValueTypes.count(100),
                    new Refused<>(),
                    "per cent of the last 10 s in which something waited for memory, beyond which queued turns wait")
            .fallback("40")
            .example("20");

    static final SettingKey<Long> MIN_FREE_DISK = SettingKey.of(
                    "limits.min_free_disk",
                    ValueTypes.SIZE,
                    new Refused<>(),
                    "room on the disk of the home that must be free before a queued turn is launched")
            .fallback("1GiB")
            .example("\"10GiB\"");

    static final SettingKey<Integer> RETRY_ATTEMPTS = SettingKey.of(
                    "retry.attempts",
                    ValueTypes.number(0, 100),
                    new OnlyLower<>(Comparator.<Integer>naturalOrder()),
                    "how often a queued turn is tried again when its provider or its process failed")
            .fallback("3")
            .example("5");

    static final SettingKey<Duration> RETRY_DELAY = SettingKey.of(
                    "retry.delay",
                    ValueTypes.DURATION,
                    new Refused<>(),
                    "the first wait before that; each further one is four times as long")
            .fallback("10s")
            .example("\"30s\"");

    static final SettingKey<Duration> RETRY_LIMIT_DELAY = SettingKey.of(
                    "retry.limit_delay",
                    ValueTypes.DURATION,
                    new Refused<>(),
                    "the first wait for a rate or usage limit that does not say when it ends")
            .fallback("60s")
            .example("\"5m\"");

    static final SettingKey<Duration> RETRY_LIMIT_WAIT = SettingKey.of(
                    "retry.limit_wait",
                    ValueTypes.DURATION,
                    new Refused<>(),
                    "the longest wait for such a limit; a turn that would wait longer fails")
            .fallback("8d")
            .example("\"6h\"");

    static final SettingKey<BigDecimal> SESSION_USD = usd("session", "a session");
    static final SettingKey<Long> SESSION_TOKENS = tokens("session", "a session");
    static final SettingKey<BigDecimal> PROJECT_USD = usd("project", "all sessions of a project");
    static final SettingKey<Long> PROJECT_TOKENS = tokens("project", "all sessions of a project");
    static final SettingKey<BigDecimal> DAY_USD = usd("day", "all turns of a day");
    static final SettingKey<Long> DAY_TOKENS = tokens("day", "all turns of a day");

    static final SettingKey<Integer> OPENCODE_MAX_TURNS = SettingKey.of(
                    "harnesses.opencode.max_turns",
                    ValueTypes.count(1000),
                    new Refused<>(),
                    "turns of opencode that run at once, within `max_turns`")
            .unset("unlimited")
            .example("2");

    static final List<SettingKey<?>> ALL = List.of(
            MIN_FREE_MEMORY,
            MAX_MEMORY_PRESSURE,
            MIN_FREE_DISK,
            RETRY_ATTEMPTS,
            RETRY_DELAY,
            RETRY_LIMIT_DELAY,
            RETRY_LIMIT_WAIT,
            SESSION_USD,
            SESSION_TOKENS,
            PROJECT_USD,
            PROJECT_TOKENS,
            DAY_USD,
            DAY_TOKENS,
            OPENCODE_MAX_TURNS);

    private QueueSettingKeys() {}

    private static SettingKey<BigDecimal> usd(String scope, String whose) {
        return SettingKey.of(
                        "budget." + scope + "_usd",
                        ValueTypes.USD,
                        new Refused<>(),
                        "US dollars that " + whose + " may cost")
                .unset("unlimited")
                .example("12.5");
    }

    private static SettingKey<Long> tokens(String scope, String whose) {
        return SettingKey.of(
                        "budget." + scope + "_tokens",
                        ValueTypes.TOKENS,
                        new Refused<>(),
                        "tokens, in and out, that " + whose + " may use")
                .unset("unlimited")
                .example("5000000");
    }
}
