package dev.kugetsu.supervisor.config;

import dev.kugetsu.adapters.PermissionRule;
import dev.kugetsu.supervisor.config.RepositoryRule.Free;
import dev.kugetsu.supervisor.config.RepositoryRule.OnlyLower;
import dev.kugetsu.supervisor.config.RepositoryRule.Refused;
import dev.kugetsu.supervisor.config.RepositoryRule.WhenTrusted;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// The table of all settings. A new one is a row here, a line in `docs/configuration.md` and a field of
/// [Settings].
final class SettingKeys {

    static final SettingKey<String> HARNESS = SettingKey.of(
                    "harness", ValueTypes.HARNESS, new WhenTrusted<>(), "the harness that works on new sessions")
            .fallback("opencode")
            .example("\"opencode\"")
            .flag("--harness", Flags::harnessValue);

    static final SettingKey<String> MODEL = SettingKey.of(
                    "model", ValueTypes.MODEL, new WhenTrusted<>(), "the model, by the harness's own name of it")
            .unset("the harness's own")
            .example("\"anthropic/claude-sonnet-4-5\"")
            .flag("--model", Flags::modelValue);

    static final SettingKey<BranchTemplate> BRANCH = SettingKey.of(
                    "branch", ValueTypes.BRANCH, new Free<>(), "how the branch of an issue is called")
            .fallback("kugetsu/<owner>-<repo>-<n>")
            .example("\"fix/<n>\"");

    static final SettingKey<String> BASE = SettingKey.of(
                    "base", ValueTypes.REVISION_TEXT, new Refused<>(), "the commit that new worktrees start from")
            .unset("the remote's default branch, else HEAD")
            .example("\"origin/develop\"")
            .flag("--base", Flags::baseValue);

    static final SettingKey<Integer> MAX_TURNS = SettingKey.of(
                    "max_turns", ValueTypes.count(1000), new Refused<>(), "turns that run at once on this machine")
            .fallback("4")
            .example("8");

    static final SettingKey<Integer> MAX_TURNS_PER_PROJECT = SettingKey.of(
                    "max_turns_per_project",
                    ValueTypes.count(1000),
                    lower(),
                    "turns that run at once in one project, within `max_turns`")
            .unset("unlimited")
            .example("2");

    static final SettingKey<Duration> STOP_GRACE = SettingKey.of(
                    "stop_grace", ValueTypes.DURATION, lower(), "how long a stopped agent has to end by itself")
            .fallback("10s")
            .example("\"30s\"");

    static final SettingKey<SetupCommand> SETUP_COMMAND = SettingKey.of(
                    "setup.command", ValueTypes.COMMAND, new WhenTrusted<>(), "makes a fresh worktree ready for work")
            .example("\"npm ci\"");

    static final SettingKey<Duration> SETUP_TIMEOUT = SettingKey.of(
                    "setup.timeout", ValueTypes.DURATION, new WhenTrusted<>(), "how long the setup command may take")
            .fallback("10m")
            .example("\"30m\"");

    static final SettingKey<Duration> FIRST_EVENT = SettingKey.of(
                    "deadlines.first_event", ValueTypes.DURATION, lower(), "from the launch to the first output")
            .fallback("10m")
            .example("\"2m\"");

    static final SettingKey<Duration> SILENCE = SettingKey.of(
                    "deadlines.silence", ValueTypes.DURATION, lower(), "from one output to the next")
            .fallback("30m")
            .example("\"1h\"");

    static final SettingKey<Duration> TURN = SettingKey.of(
                    "deadlines.turn", ValueTypes.DURATION, lower(), "the whole turn")
            .fallback("4h")
            .example("\"90m\"")
            .flag("--timeout", Flags::timeoutValue);

    static final SettingKey<List<PermissionRule>> ALLOW = SettingKey.of(
                    "permissions.allow", ValueTypes.ALLOW, new WhenTrusted<>(), "what agents may do without asking")
            .example("[\"external_directory:/tmp/*\"]")
            .combine(SettingKeys::both)
            .flag("--allow", Flags::allowValue);

    static final SettingKey<List<PermissionRule>> DENY = SettingKey.of(
                    "permissions.deny", ValueTypes.DENY, new Free<>(), "what agents may never do, whatever is allowed")
            .example("[\"bash:git push*\"]")
            .combine(SettingKeys::both);

    static final SettingKey<Duration> TURN_FOLDERS = SettingKey.of(
                    "retention.turn_folders", ValueTypes.DURATION, new Refused<>(), "age of the raw traces of a turn")
            .fallback("30d")
            .example("\"7d\"");

    static final SettingKey<Duration> ENDED_SESSIONS = SettingKey.of(
                    "retention.ended_sessions", ValueTypes.DURATION, new Refused<>(), "age of sessions that have ended")
            .fallback("60d")
            .example("\"90d\"");

    static final SettingKey<Duration> PRESERVED_AGE = SettingKey.of(
                    "retention.preserved_age", ValueTypes.DURATION, new Refused<>(), "age of preserved work")
            .fallback("30d")
            .example("\"90d\"");

    static final SettingKey<Integer> PRESERVED_COUNT = SettingKey.of(
                    "retention.preserved_count",
                    ValueTypes.count(100_000),
                    new Refused<>(),
                    "saved states that one repository keeps")
            .fallback("200")
            .example("500");

    static final SettingKey<Duration> CHANGES = SettingKey.of(
                    "retention.changes",
                    ValueTypes.DURATION,
                    new Refused<>(),
                    "age of the changes that watchers can ask for")
            .fallback("30d")
            .example("\"7d\"");

    static final SettingKey<Duration> EVENTS = SettingKey.of(
                    "retention.events",
                    ValueTypes.DURATION,
                    new Refused<>(),
                    "age of what agents said and did, as watchers can ask for it")
            .fallback("30d")
            .example("\"7d\"");

    static final SettingKey<Integer> PORT = SettingKey.of(
                    "port",
                    ValueTypes.number(0, 65_535),
                    new Refused<>(),
                    "where the daemon listens on 127.0.0.1; 0 takes any port that is free")
            .fallback("3001")
            .example("0");

    static final SettingKey<Boolean> AUTOSTART = SettingKey.of(
                    "daemon.autostart", ValueTypes.YES_OR_NO, new Refused<>(), "whether a turn starts the daemon")
            .fallback("false")
            .example("true");

    static final SettingKey<Boolean> RESUME_ON_BOOT = SettingKey.of(
                    "daemon.resume_on_boot",
                    ValueTypes.YES_OR_NO,
                    new Refused<>(),
                    "whether the queue goes on by itself after the machine was started anew")
            .fallback("true")
            .example("false");

    static final SettingKey<Integer> MAX_WORKERS = SettingKey.of(
                    "orchestrator.max_workers",
                    ValueTypes.count(1000),
                    new Refused<>(),
                    "live workers that one orchestrator may have")
            .fallback("10")
            .example("4");

    static final SettingKey<String> OPENCODE_PROGRAM = SettingKey.of(
                    "harnesses.opencode.program", ValueTypes.PROGRAM, new Refused<>(), "the program of opencode")
            .fallback("opencode")
            .example("\"/opt/opencode/bin/opencode\"");

    static final SettingKey<String> OPENCODE_MODEL = SettingKey.of(
                    "harnesses.opencode.model", ValueTypes.MODEL, new Refused<>(), "the model of opencode's turns")
            .unset("`model`")
            .example("\"anthropic/claude-sonnet-4-5\"");

    static final SettingKey<Boolean> HOOKS = SettingKey.of(
                    "hooks",
                    ValueTypes.YES_OR_NO,
                    new Refused<>(),
                    "whether the agents of opencode's turns call kugetsu's hooks")
            .fallback("true")
            .example("false");

    private static final List<SettingKey<?>> MAIN = List.of(
            HARNESS,
            MODEL,
            BRANCH,
            BASE,
            MAX_TURNS,
            MAX_TURNS_PER_PROJECT,
            STOP_GRACE,
            SETUP_COMMAND,
            SETUP_TIMEOUT,
            FIRST_EVENT,
            SILENCE,
            TURN,
            ALLOW,
            DENY,
            TURN_FOLDERS,
            ENDED_SESSIONS,
            PRESERVED_AGE,
            PRESERVED_COUNT,
            CHANGES,
            EVENTS,
            PORT,
            AUTOSTART,
            RESUME_ON_BOOT,
            MAX_WORKERS,
            OPENCODE_PROGRAM,
            OPENCODE_MODEL,
            HOOKS);

    static final List<SettingKey<?>> ALL = Stream.<List<SettingKey<?>>>of(MAIN, QueueSettingKeys.ALL)
            .flatMap(List::stream)
            .toList();

    private SettingKeys() {}

    private static <T extends Comparable<T>> RepositoryRule<T> lower() {
        return new OnlyLower<>(Comparator.<T>naturalOrder());
    }

    /// Rules add up: a stricter one must not vanish because another source has rules of its own.
    private static List<PermissionRule> both(List<PermissionRule> weaker, List<PermissionRule> stronger) {
        return Stream.concat(weaker.stream(), stronger.stream()).distinct().toList();
    }
}
