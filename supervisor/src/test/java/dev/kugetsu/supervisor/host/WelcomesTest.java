package dev.kugetsu.supervisor.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.supervisor.coordination.Hooks.HookAnswer;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every agent is told once how things stand, as soon as its harness hears anything.
class WelcomesTest {

    private static final String STATUS = "locked: README.md @";
    private static final String BASH = "\"tool_name\":\"Bash\",\"tool_input\":{}";

    @AutoClose
    private final World world;

    private final HookScene scene;

    WelcomesTest(@TempDir Path folder) throws Exception {
        world = new World(folder);
        scene = new HookScene(world);
        scene.lock("README.md");
    }

    @ParameterizedTest
    @ValueSource(strings = {"opencode", "kimi"})
    void comeWithTheFirstPromptWhereTheBeginHearsNothing(String harness) {
        assertThat(hook(harness, "SessionStart", "\"source\":\"startup\"")).isEqualTo(HookAnswer.SILENCE);
        assertThat(hook(harness, "UserPromptSubmit", "\"prompt\":\"go\"").stdout())
                .contains(STATUS);
        assertThat(hook(harness, "UserPromptSubmit", "\"prompt\":\"on\"")).isEqualTo(HookAnswer.SILENCE);
    }

    @Test
    void comeWithTheFirstToolWhereAPromptHearsNothingEither() {
        hook("grok", "SessionStart", "\"source\":\"startup\"");
        assertThat(hook("grok", "UserPromptSubmit", "\"prompt\":\"go\"")).isEqualTo(HookAnswer.SILENCE);

        assertThat(hook("grok", "PostToolUse", BASH).stdout()).contains(STATUS);
        assertThat(hook("grok", "PostToolUse", BASH)).isEqualTo(HookAnswer.SILENCE);
    }

    @Test
    void areForAgentsToWhomNobodyHasSaidThatTheyBegin() {
        assertThat(hook("claude-code", "PostToolUse", BASH).stdout()).contains(STATUS);
        assertThat(hook("claude-code", "UserPromptSubmit", "\"prompt\":\"go\"")).isEqualTo(HookAnswer.SILENCE);
    }

    @Test
    void areNotRepeatedByWhateverComesAfterABeginThatHears() {
        assertThat(hook("claude-code", "SessionStart", "\"source\":\"startup\"").stdout())
                .contains(STATUS);
        assertThat(hook("claude-code", "UserPromptSubmit", "\"prompt\":\"go\"")).isEqualTo(HookAnswer.SILENCE);
    }

    @Test
    void comeAgainBeforeTheMessagesWhenAContextBeginsAnew() {
        hook("opencode", "UserPromptSubmit", "\"prompt\":\"go\"");
        hook("opencode", "SessionStart", "\"source\":\"compact\"");
        scene.send("c-1", "mind the gap");

        HookAnswer answer = hook("opencode", "PostToolUse", BASH);

        assertThat(answer.stdout()).containsSubsequence(STATUS, "mind the gap");
        assertThat(answer.receipt()).isPresent();
    }

    @Test
    void comeOnceMoreWhenWhoeverHadTheFirstHasDied() {
        HookAnswer lost = call("kimi", "UserPromptSubmit", "\"prompt\":\"go\"");

        assertThat(lost.stdout()).contains(STATUS);
        assertThat(hook("kimi", "UserPromptSubmit", "\"prompt\":\"on\"").stdout())
                .contains(STATUS);
        assertThat(hook("kimi", "UserPromptSubmit", "\"prompt\":\"on\"")).isEqualTo(HookAnswer.SILENCE);
    }

    /// Whose answer has reached its harness.
    private HookAnswer hook(String harness, String event, String more) {
        HookAnswer answer = call(harness, event, more);
        answer.receipt().ifPresent(world.supervisor().hooks()::confirm);
        return answer;
    }

    private HookAnswer call(String harness, String event, String more) {
        return scene.answer(harness, event, HookScene.input(world.repository, event, more));
    }
}
