package dev.kugetsu.adapters.hook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.adapters.hook.HookCall.ToolUse;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the real harnesses have sent, as it is understood.
class RecordedHooksTest {

    /// The files are those that the tool edits; `-` stands for a tool that edits none.
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            claude-code/2.1.329/session-start    | SessionStart     | SESSION_STARTED  |            |
            claude-code/2.1.329/prompt           | UserPromptSubmit | PROMPT_SUBMITTED |            |
            claude-code/2.1.329/write            | PreToolUse       | BEFORE_TOOL      | Write      | /lab/claude/repo/new.txt
            claude-code/2.1.329/edit             | PreToolUse       | BEFORE_TOOL      | Edit       | /lab/claude/repo/new.txt
            claude-code/2.1.329/bash             | PreToolUse       | BEFORE_TOOL      | Bash       | -
            claude-code/2.1.329/edited           | PostToolUse      | AFTER_TOOL       | Edit       | /lab/claude/repo/new.txt
            claude-code/2.1.329/stop             | Stop             | STOPPING         |            |
            claude-code/2.1.329/session-end      | SessionEnd       | SESSION_ENDED    |            |
            codex/0.169.0/session-start          | SessionStart     | SESSION_STARTED  |            |
            codex/0.169.0/prompt                 | UserPromptSubmit | PROMPT_SUBMITTED |            |
            codex/0.169.0/patch                  | PreToolUse       | BEFORE_TOOL      | apply_patch | new.txt a.txt moved.txt b.txt
            codex/0.169.0/patch-in-a-shell       | PreToolUse       | BEFORE_TOOL      | Bash       | byshell.txt
            codex/0.169.0/shell                  | PreToolUse       | BEFORE_TOOL      | Bash       | -
            codex/0.169.0/patched                | PostToolUse      | AFTER_TOOL       | apply_patch | new.txt a.txt moved.txt b.txt
            codex/0.169.0/stop                   | Stop             | STOPPING         |            |
            codex/0.169.0/session-end            | SessionEnd       | SESSION_ENDED    |            |
            gemini/0.61.0/session-start          | SessionStart     | SESSION_STARTED  |            |
            gemini/0.61.0/prompt                 | BeforeAgent      | PROMPT_SUBMITTED |            |
            gemini/0.61.0/write                  | BeforeTool       | BEFORE_TOOL      | write_file | /lab/repos/gemini/hooked.txt
            gemini/0.61.0/replace                | BeforeTool       | BEFORE_TOOL      | replace    | /lab/gemini/repo/new.txt
            gemini/0.61.0/shelled                | AfterTool        | AFTER_TOOL       | run_shell_command | -
            gemini/0.61.0/stop                   | AfterAgent       | STOPPING         |            |
            gemini/0.61.0/session-end            | SessionEnd       | SESSION_ENDED    |            |
            qwen/0.24.4/session-start            | SessionStart     | SESSION_STARTED  |            |
            qwen/0.24.4/prompt-of-its-own        | UserPromptSubmit | PROMPT_SUBMITTED |            |
            qwen/0.24.4/write                    | PreToolUse       | BEFORE_TOOL      | write_file | /lab/repos/qwen/hooked.txt
            qwen/0.24.4/edit                     | PreToolUse       | BEFORE_TOOL      | edit       | /lab/qwen/repo/new.txt
            qwen/0.24.4/stop                     | Stop             | STOPPING         |            |
            copilot/1.0.102/session-start        | sessionStart     | SESSION_STARTED  |            |
            copilot/1.0.102/prompt               | userPromptSubmitted | PROMPT_SUBMITTED |         |
            copilot/1.0.102/write                | preToolUse       | BEFORE_TOOL      | create     | /lab/repos/copilot/hooked.txt
            copilot/1.0.102/edit                 | preToolUse       | BEFORE_TOOL      | edit       | /lab/copilot/repo/new.txt
            copilot/1.0.102/patch                | preToolUse       | BEFORE_TOOL      | apply_patch | p.txt a.txt
            copilot/1.0.102/written              | postToolUse      | AFTER_TOOL       | create     | /lab/copilot/repo/new.txt
            copilot/1.0.102/shelled              | postToolUse      | AFTER_TOOL       | bash       | -
            copilot/1.0.102/stop                 | agentStop        | STOPPING         |            |
            copilot/1.0.102/session-end          | sessionEnd       | SESSION_ENDED    |            |
            kimi/2.1.0/session-start             | SessionStart     | SESSION_STARTED  |            |
            kimi/2.1.0/prompt                    | UserPromptSubmit | PROMPT_SUBMITTED |            |
            kimi/2.1.0/write                     | PreToolUse       | BEFORE_TOOL      | Write      | /lab/repos/kimi/hooked.txt
            kimi/2.1.0/edit                      | PreToolUse       | BEFORE_TOOL      | Edit       | /lab/kimi/repo/new.txt
            kimi/2.1.0/stop                      | Stop             | STOPPING         |            |
            grok/1.0.41/session-start            | SessionStart     | SESSION_STARTED  |            |
            grok/1.0.41/prompt                   | UserPromptSubmit | PROMPT_SUBMITTED |            |
            grok/1.0.41/write                    | PreToolUse       | BEFORE_TOOL      | write      | /lab/repos/xgrok/hooked.txt
            grok/1.0.41/search-replace           | PreToolUse       | BEFORE_TOOL      | search_replace | /lab/grok/repo/a.txt
            grok/1.0.41/written                  | PostToolUse      | AFTER_TOOL       | write      | /lab/grok/repo/new.txt
            grok/1.0.41/shelled                  | PostToolUse      | AFTER_TOOL       | run_terminal_command | -
            grok/1.0.41/stop                     | Stop             | STOPPING         |            |
            grok/1.0.41/session-end              | SessionEnd       | SESSION_ENDED    |            |
            grok/1.0.41/stop-at-the-end          | Stop             | OTHER            |            |
            opencode/1.18.33/session-start       | SessionStart     | SESSION_STARTED  |            |
            opencode/1.18.33/prompt              | UserPromptSubmit | PROMPT_SUBMITTED |            |
            opencode/1.18.33/write               | PreToolUse       | BEFORE_TOOL      | write      | /lab/opencode/repo/new.txt
            opencode/1.18.33/edit                | PreToolUse       | BEFORE_TOOL      | edit       | /lab/opencode/repo/new.txt
            opencode/1.18.33/written             | PostToolUse      | AFTER_TOOL       | write      | /lab/opencode/repo/new.txt
            opencode/1.18.33/stop                | Stop             | STOPPING         |            |
            """)
    void understandsWhatRealHarnessesSend(String recording, String event, HookKind kind, String tool, String files)
            throws UnreadableHook {
        HookCall call = RecordedHook.call(recording, event);

        assertThat(call.kind()).isEqualTo(kind);
        assertThat(call.session()).hasValueSatisfying(id -> assertThat(id).matches(".*[-_].*"));
        assertThat(call.directory()).hasValueSatisfying(path -> assertThat(path).startsWithRaw(Path.of("/lab")));
        assertThat(call.tool().map(ToolUse::name).orElse(null)).isEqualTo(tool);
        assertThat(call.tool().map(RecordedHooksTest::files).orElse(null)).isEqualTo(files);
        assertThat(call.fault()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "claude-code/2.1.329/stop, Stop, false",
        "claude-code/2.1.329/stop-again, Stop, true",
        "codex/0.169.0/stop, Stop, false",
        "codex/0.169.0/stop-again, Stop, true",
        "gemini/0.61.0/stop, AfterAgent, false",
        "gemini/0.61.0/stop-again, AfterAgent, true",
        "qwen/0.24.4/stop-again, Stop, true",
        "copilot/1.0.102/stop, agentStop, false",
        "copilot/1.0.102/stop-again, agentStop, true",
        "kimi/2.1.0/stop, Stop, false",
        "grok/1.0.41/stop-again, Stop, true"
    })
    void tellsAContinuation(String recording, String event, boolean continuation) throws UnreadableHook {
        assertThat(RecordedHook.call(recording, event).isContinuation()).isEqualTo(continuation);
    }

    private static String files(ToolUse tool) {
        return tool.editsFiles() ? tool.paths().stream().map(Path::toString).collect(Collectors.joining(" ")) : "-";
    }
}
