package dev.kugetsu.adapters.hook;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/// How harnesses that we start ourselves are told of our hooks.
///
/// copilot, kimi and grok take hooks only from the folder that holds the person's login too, cursor from the
/// repository only, and gemini 0.61.0 from a file of the system only if root owns it and all folders above:
/// for them there is nothing but [HookInstallations].
public final class HookLaunches {

    private static final Map<String, BiFunction<HookCommand, Path, LaunchHooks>> ALL = Map.of(
            "claude-code",
            (command, folder) -> claudeCode(command),
            "codex",
            (command, folder) -> codex(command),
            "qwen",
            HookLaunches::qwen,
            "opencode",
            HookLaunches::opencode);

    private HookLaunches() {}

    /// What to add to a launch of this harness; empty if it cannot be told of hooks when it starts.
    ///
    /// @param folder of the launch, private and absolute
    public static Optional<LaunchHooks> find(String harness, HookCommand command, Path folder) {
        return Optional.ofNullable(ALL.get(harness)).map(launch -> launch.apply(command, folder));
    }

    /// claude-code 2.1.329: settings of the command line are added to those of the files.
    private static LaunchHooks claudeCode(HookCommand command) {
        String settings = ClaudeCodeHooks.settings().file(command, "");
        return new LaunchHooks(List.of("--settings", settings), Map.of(), Map.of());
    }

    /// codex 0.169.0: hooks of the command line are trusted no more than others, and skipped without a word.
    /// The option that trusts them trusts those of the repository too.
    private static LaunchHooks codex(HookCommand command) {
        List<String> arguments = new ArrayList<>(List.of("--dangerously-bypass-hook-trust"));
        for (HookEntries.Entry entry : CodexHooks.settings().entries(command)) {
            arguments.addAll(List.of("-c", "hooks." + entry.event() + "=[" + TomlText.inline(entry.json()) + "]"));
        }
        return new LaunchHooks(arguments, Map.of(), Map.of());
    }

    /// qwen 0.24.4: the defaults of a system lie below the settings of persons and repositories.
    private static LaunchHooks qwen(HookCommand command, Path folder) {
        Path file = folder.resolve("qwen-hooks.json");
        return new LaunchHooks(
                List.of(),
                Map.of("QWEN_CODE_SYSTEM_DEFAULTS_PATH", file.toString()),
                Map.of(file, QwenHooks.settings().file(command, "")));
    }

    /// What to add to a launch of opencode; whoever sets the variable already has to merge its JSON.
    ///
    /// opencode 1.18.33: a plugin may lie anywhere.
    ///
    /// @param folder of the launch, private and absolute
    public static LaunchHooks opencode(HookCommand command, Path folder) {
        Path file = folder.resolve("kugetsu-hooks.mjs");
        String configuration =
                HookJson.write(Map.of("plugin", List.of(file.toUri().toString())));
        return new LaunchHooks(
                List.of(),
                Map.of("OPENCODE_CONFIG_CONTENT", configuration),
                Map.of(file, OpencodePlugin.text(command)));
    }
}
