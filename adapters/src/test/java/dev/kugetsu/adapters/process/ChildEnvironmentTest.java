package dev.kugetsu.adapters.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChildEnvironmentTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GIT_DIR",
                "GIT_WORK_TREE",
                "GIT_INDEX_FILE",
                "GIT_OBJECT_DIRECTORY",
                "GIT_ALTERNATE_OBJECT_DIRECTORIES",
                "GIT_COMMON_DIR",
                "GIT_NAMESPACE",
                "GIT_PREFIX",
                "CLAUDECODE",
                "CLAUDE_CODE_CHILD_SESSION",
                "CLAUDE_CODE_SESSION_ID",
                "CLAUDE_PROJECT_DIR",
                "KUGETSU_TURN_ID",
                "KUGETSU_WRAPPER",
                "KUGETSU_SESSION_ID",
                "KUGETSU_SESSION",
                "KUGETSU_OPENCODE_SESSION",
                "KUGETSU_RESERVATION",
                "KUGETSU_ISSUE",
                "OPENCODE",
                "OPENCODE_PID"
            })
    void whatBelongsToAnotherRepositoryOrSessionDoesNotPass(String name) {
        assertThat(ChildEnvironment.passing(Map.of(name, "x", "PATH", "/bin")))
                .containsExactly(Map.entry("PATH", "/bin"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GIT_AUTHOR_NAME",
                "GIT_SSH_COMMAND",
                "GIT_CONFIG_GLOBAL",
                "CLAUDE_CONFIG_DIR",
                "CLAUDE_CODE_USE_BEDROCK",
                "OPENCODE_CONFIG",
                "ANTHROPIC_API_KEY",
                "KUGETSU_HOME"
            })
    void identitiesCredentialsAndSettingsPass(String name) {
        assertThat(ChildEnvironment.of(Map.of(name, "x"), Map.of())).containsEntry(name, "x");
    }

    @Test
    void whatIsAddedOnPurposeAlwaysPasses() {
        Map<String, String> inherited = new HashMap<>(Map.of("A", "old", "GIT_DIR", "/elsewhere"));

        assertThat(ChildEnvironment.of(inherited, Map.of("A", "new", "GIT_DIR", "/here")))
                .containsOnly(Map.entry("A", "new"), Map.entry("GIT_DIR", "/here"));
    }
}
