package dev.kugetsu.supervisor.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.supervisor.coordination.Caller;
import dev.kugetsu.supervisor.coordination.Coordination.Mode;
import dev.kugetsu.supervisor.coordination.Hooks.HookAnswer;
import dev.kugetsu.supervisor.coordination.Hooks.HookRequest;
import dev.kugetsu.supervisor.coordination.LockVerbs;
import dev.kugetsu.supervisor.coordination.LockVerbs.AcquireLock;
import dev.kugetsu.supervisor.coordination.MessageVerbs;
import dev.kugetsu.supervisor.coordination.MessageVerbs.SendMail;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every agent is told once how things stand, as soon as its harness hears anything.
class WelcomesTest {

    private static final String STATUS = "locked: README.md @";
    private static final String BASH = "\"tool_name\":\"Bash\",\"tool_input\":{}";

    @TempDir
    Path folder;

    private World world;
    private Caller ann;

    @BeforeEach
    void open() throws Exception {
        world = new World(folder);
        ann = Caller.in(world.repository).asSession("ann-1");
        world.supervisor()
                .coordination()
                .perform(
                        LockVerbs.ACQUIRE,
                        new AcquireLock(
                                Optional.of("README.md"),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()),
                        ann,
                        Mode.COMMIT);
    }

    @AfterEach
    void close() throws Exception {
        world.close();
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
        world.supervisor()
                .coordination()
                .perform(MessageVerbs.SEND, new SendMail("c-1", "mind the gap", Optional.empty()), ann, Mode.COMMIT);

        HookAnswer answer = hook("opencode", "PostToolUse", BASH);

        assertThat(answer.stdout()).containsSubsequence(STATUS, "mind the gap");
        assertThat(answer.receipt()).isPresent();
    }

    private HookAnswer hook(String harness, String event, String more) {
        String input = "{\"session_id\":\"c-1\",\"cwd\":\"" + world.repository + "\",\"hook_event_name\":\"" + event
                + "\"," + more + "}";
        return world.supervisor()
                .hooks()
                .answer(new HookRequest(harness, event, input, Caller.in(Path.of("/")), OptionalLong.empty()));
    }
}
