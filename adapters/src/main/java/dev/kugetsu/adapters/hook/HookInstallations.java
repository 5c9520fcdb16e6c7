package dev.kugetsu.adapters.hook;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where the hooks of each harness are registered.
public final class HookInstallations {

    private final List<HookInstallation> all;

    private HookInstallations(List<HookInstallation> all) {
        this.all = all;
    }

    /// Those of one person.
    ///
    /// @param environment by which harnesses find the settings that belong to a person and to no repository
    /// @param home the person's home
    public static HookInstallations of(Map<String, String> environment, Path home) {
        Path kimi = Optional.ofNullable(environment.get("KIMI_CODE_HOME"))
                .map(Path::of)
                .orElse(home.resolve(".kimi-code"));
        return new HookInstallations(List.of(
                merged(ClaudeCodeHooks.settings(), ".claude/settings.local.json", "", ""),
                merged(
                        CodexHooks.settings(),
                        ".codex/hooks.json",
                        "",
                        "codex runs them only in a folder that you trust, and after you have approved them by /hooks"),
                merged(GeminiHooks.settings(), ".gemini/settings.json", "", ""),
                merged(QwenHooks.settings(), ".qwen/settings.json", "", ""),
                whole(
                        "copilot",
                        ".github/hooks/kugetsu.json",
                        new WholeFileEditor(
                                "hook copilot ",
                                command -> CopilotHooks.settings().file(command, " \"version\": 1,")),
                        "copilot runs them only in a folder that you trust"),
                MergedInstallation.ofPerson(
                        "kimi",
                        kimi.resolve("config.toml"),
                        new BlockEditor(KimiHooks.settings()),
                        Optional.of("kimi has no settings of a repository: the hooks are called in all of yours")),
                whole(
                        "grok",
                        ".grok/hooks/kugetsu.json",
                        new WholeFileEditor(
                                "hook grok ", command -> GrokHooks.settings().file(command, "")),
                        "grok runs them only in a folder that you trust, by /hooks-trust"),
                merged(CursorHooks.settings(), ".cursor/hooks.json", " \"version\": 1", ""),
                whole(
                        "opencode",
                        ".opencode/plugins/kugetsu.js",
                        new WholeFileEditor(OpencodePlugin.MARK, OpencodePlugin::text),
                        "")));
    }

    /// All of them, in the order of [HookDialects#list].
    public List<HookInstallation> list() {
        return all;
    }

    /// That of a harness; empty if there is none of that name.
    public Optional<HookInstallation> find(String harness) {
        return all.stream()
                .filter(installation -> installation.harness().equals(harness))
                .findFirst();
    }

    private static HookInstallation merged(HookSettings settings, String file, String head, String advice) {
        return MergedInstallation.within(settings.harness(), file, new JsonEditor(settings, head), advice(advice));
    }

    private static HookInstallation whole(String harness, String file, WholeFileEditor editor, String advice) {
        return MergedInstallation.within(harness, file, editor, advice(advice));
    }

    private static Optional<String> advice(String text) {
        return Optional.of(text).filter(words -> !words.isEmpty());
    }
}
