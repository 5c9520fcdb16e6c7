package dev.kugetsu.adapters.hook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.adapters.hook.HookVerdict.Block;
import dev.kugetsu.adapters.hook.HookVerdict.Context;
import dev.kugetsu.adapters.hook.HookVerdict.GoOn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What each harness is answered. All but cursor were seen to act upon it, or to drop it where `-` stands.
class HookRepliesTest {

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            claude-code | SessionStart        | {"hookSpecificOutput":{"additionalContext":"W","hookEventName":"SessionStart"}}
            claude-code | UserPromptSubmit    | {"hookSpecificOutput":{"additionalContext":"W","hookEventName":"UserPromptSubmit"}}
            claude-code | PreToolUse          | {"hookSpecificOutput":{"additionalContext":"W","hookEventName":"PreToolUse"}}
            claude-code | PostToolUse         | {"hookSpecificOutput":{"additionalContext":"W","hookEventName":"PostToolUse"}}
            claude-code | Stop                | -
            codex       | UserPromptSubmit    | {"hookSpecificOutput":{"additionalContext":"W","hookEventName":"UserPromptSubmit"}}
            gemini      | BeforeAgent         | {"hookSpecificOutput":{"additionalContext":"W","hookEventName":"BeforeAgent"}}
            gemini      | BeforeTool          | -
            gemini      | AfterTool           | {"hookSpecificOutput":{"additionalContext":"W","hookEventName":"AfterTool"}}
            qwen        | UserPromptSubmit    | {"hookSpecificOutput":{"additionalContext":"W","hookEventName":"UserPromptSubmit"}}
            qwen        | PreToolUse          | -
            copilot     | userPromptSubmitted | {"additionalContext":"W"}
            copilot     | preToolUse          | {"additionalContext":"W"}
            kimi        | SessionStart        | -
            kimi        | UserPromptSubmit    | W
            kimi        | PostToolUse         | -
            grok        | UserPromptSubmit    | -
            grok        | PostToolUse         | {"hookSpecificOutput":{"additionalContext":"W","hookEventName":"PostToolUse"}}
            cursor      | sessionStart        | {"additional_context":"W"}
            opencode    | UserPromptSubmit    | {"additionalContext":"W"}
            """)
    void givesTheModelSomethingToRead(String harness, String event, String stdout) throws UnreadableHook {
        assertReply(harness, event, new Context("W"), stdout);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            claude-code | PreToolUse           | {"hookSpecificOutput":{"hookEventName":"PreToolUse","permissionDecision":"deny","permissionDecisionReason":"W"}}
            claude-code | UserPromptSubmit     | {"decision":"block","reason":"W"}
            claude-code | PostToolUse          | -
            codex       | PreToolUse           | {"hookSpecificOutput":{"hookEventName":"PreToolUse","permissionDecision":"deny","permissionDecisionReason":"W"}}
            gemini      | BeforeTool           | {"decision":"deny","reason":"W"}
            qwen        | PreToolUse           | {"hookSpecificOutput":{"hookEventName":"PreToolUse","permissionDecision":"deny","permissionDecisionReason":"W"}}
            copilot     | preToolUse           | {"permissionDecision":"deny","permissionDecisionReason":"W"}
            grok        | PreToolUse           | {"decision":"deny","reason":"W"}
            cursor      | preToolUse           | {"agent_message":"W","permission":"deny","user_message":"W"}
            cursor      | beforeShellExecution | {"agent_message":"W","permission":"deny","user_message":"W"}
            opencode    | PreToolUse           | {"decision":"block","reason":"W"}
            """)
    void keepsAToolFromRunning(String harness, String event, String stdout) throws UnreadableHook {
        assertReply(harness, event, new Block("W"), stdout);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            claude-code | Stop         | {"decision":"block","reason":"W"}
            claude-code | SubagentStop | -
            codex       | Stop         | {"decision":"block","reason":"W"}
            gemini      | AfterAgent   | {"decision":"deny","reason":"W"}
            qwen        | Stop         | {"decision":"block","reason":"W"}
            copilot     | agentStop    | {"decision":"block","reason":"W"}
            grok        | Stop         | {"decision":"block","reason":"W"}
            cursor      | stop         | {"followup_message":"W"}
            """)
    void sendsTheAgentOn(String harness, String event, String stdout) throws UnreadableHook {
        assertReply(harness, event, new GoOn("W"), stdout);
    }

    @Test
    void speaksToKimiByExitCode() throws UnreadableHook {
        HookDialect kimi = HookDialects.find("kimi").orElseThrow();

        assertThat(kimi.reply(kimi.parse("PreToolUse", "{}".getBytes(UTF_8)), new Block("W")))
                .isEqualTo(new HookReply("", "W\n", 2));
        assertThat(kimi.reply(kimi.parse("Stop", "{}".getBytes(UTF_8)), new GoOn("W")))
                .isEqualTo(new HookReply("", "W\n", 2));
    }

    @Test
    void sendsGrokNotOnWhenItsProgramEnds() throws UnreadableHook {
        HookDialect grok = HookDialects.find("grok").orElseThrow();
        HookCall call = RecordedHook.call("grok/1.0.41/stop-at-the-end", "Stop");

        assertThat(grok.hears(call, new GoOn("W"))).isFalse();
        assertThat(grok.reply(call, new GoOn("W"))).isEqualTo(HookReply.SILENT);
    }

    @Test
    void escapesWhatIsNotMeantForTheHarness() throws UnreadableHook {
        HookDialect codex = HookDialects.find("codex").orElseThrow();
        HookCall call = codex.parse("Stop", "{}".getBytes(UTF_8));

        assertThat(codex.reply(call, new GoOn("say \"no\"\n\u001b[2J")).stdout())
                .isEqualTo("{\"decision\":\"block\",\"reason\":\"say \\\"no\\\"\\n\\u001B[2J\"}\n");
    }

    private static void assertReply(String harness, String event, HookVerdict verdict, String stdout)
            throws UnreadableHook {
        HookDialect dialect = HookDialects.find(harness).orElseThrow();
        HookCall call = dialect.parse(event, "{}".getBytes(UTF_8));
        boolean heard = !stdout.equals("-");

        assertThat(dialect.hears(call, verdict)).isEqualTo(heard);
        assertThat(dialect.reply(call, verdict)).isEqualTo(new HookReply(heard ? stdout + "\n" : "", "", 0));
    }
}
