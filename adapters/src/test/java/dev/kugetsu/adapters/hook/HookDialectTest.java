package dev.kugetsu.adapters.hook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kugetsu.adapters.hook.HookCall.SessionEnd;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What holds for every dialect.
class HookDialectTest {

    private static final HookVerdict BLOCK = new HookVerdict.Block("no \"entry\"\nhere");

    static Stream<HookDialect> dialects() {
        return HookDialects.list().stream();
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void isFoundByItsName(HookDialect dialect) {
        assertThat(HookDialects.find(dialect.harness())).containsSame(dialect);
    }

    @Test
    void knowsNoOtherHarness() {
        assertThat(HookDialects.find("emacs")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "nonsense",
                "[]",
                "\"text\"",
                "null",
                "{",
                "{\"session_id\":",
                "{} {}",
                "\u0000\u0001",
                "{\"tool_name\":\"x\",}",
                "{\"cwd\":\"/a\\u0000b\"}"
            })
    void refusesWhatItCannotRead(String stdin) {
        for (HookDialect dialect : HookDialects.list()) {
            assertThatThrownBy(() -> dialect.parse("Stop", stdin.getBytes(UTF_8)))
                    .isInstanceOf(UnreadableHook.class);
        }
    }

    @Test
    void readsAToolThatWritesTenMegabytes() throws UnreadableHook {
        String stdin = "{\"tool_name\":\"Write\",\"tool_input\":{\"content\":\"" + "x".repeat(10_000_000)
                + "\",\"file_path\":\"big.txt\"}}";

        HookCall call = dialect("claude-code").parse("PreToolUse", stdin.getBytes(UTF_8));

        assertThat(call.editedPaths()).containsExactly(Path.of("big.txt"));
    }

    @Test
    void refusesMoreThanItsLimitAndDepthsWithoutEnd() {
        HookDialect dialect = dialect("claude-code");

        assertThatThrownBy(() -> dialect.parse("Stop", new byte[HookDialect.LIMIT_BYTES + 1]))
                .isInstanceOf(UnreadableHook.class)
                .hasMessageContaining("more than");
        assertThatThrownBy(() -> dialect.parse("Stop", ("{\"a\":" + "[".repeat(1_000_000)).getBytes(UTF_8)))
                .isInstanceOf(UnreadableHook.class);
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void letsAnUnknownEventPass(HookDialect dialect) throws UnreadableHook {
        HookCall call = dialect.parse("FullMoon", "{\"session_id\":\"s\"}".getBytes(UTF_8));

        assertThat(call.kind()).isEqualTo(HookKind.OTHER);
        assertThat(dialect.hears(call, BLOCK)).isFalse();
        assertThat(dialect.reply(call, BLOCK)).isEqualTo(HookReply.SILENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PreToolUse", "pre-tool-use", "pre_tool_use", "PRETOOLUSE"})
    void takesAnEventInAnySpelling(String event) throws UnreadableHook {
        HookCall call = dialect("claude-code").parse(event, "{}".getBytes(UTF_8));

        assertThat(call.event()).isEqualTo("PreToolUse");
        assertThat(call.tool()).isEmpty();
        assertThat(call.session()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void saysNothingWhenThereIsNothingToSay(HookDialect dialect) throws UnreadableHook {
        HookVerdict silent = new HookVerdict.Silent();
        for (String event : List.of("SessionStart", "PreToolUse", "Stop")) {
            HookCall call = dialect.parse(event, "{}".getBytes(UTF_8));

            assertThat(dialect.hears(call, silent)).isTrue();
            assertThat(dialect.reply(call, silent)).isEqualTo(HookReply.SILENT);
        }
    }

    @Test
    void knowsWhyASessionHasEnded() throws UnreadableHook {
        assertThat(end("clear")).isEqualTo(SessionEnd.CLEARED);
        assertThat(end("resume")).isEqualTo(SessionEnd.RESUMED);
        assertThat(end("logout")).isEqualTo(SessionEnd.LOGGED_OUT);
        assertThat(end("prompt_input_exit")).isEqualTo(SessionEnd.EXITED);
        assertThat(end("boredom")).isEqualTo(SessionEnd.OTHER);
    }

    @Test
    void namesEveryFileOfANotebookAndOfManyEdits() throws UnreadableHook {
        assertThat(edited("claude-code", "NotebookEdit", "{\"notebook_path\":\"/n.ipynb\"}"))
                .containsExactly(Path.of("/n.ipynb"));
        assertThat(edited("claude-code", "MultiEdit", "{\"file_path\":\"a\",\"edits\":[{\"file_path\":\"b\"}]}"))
                .containsExactly(Path.of("a"), Path.of("b"));
        assertThat(edited("opencode", "edit", "{\"filePath\":\"a\"}")).containsExactly(Path.of("a"));
        assertThat(edited("opencode", "apply_patch", "{\"patchText\":\"*** Add File: a\\n+*** Add File: no\"}"))
                .containsExactly(Path.of("a"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '>', quoteCharacter = '^', textBlock = """
            apply_patch                            > a.txt /b.txt
            cd src && apply_patch                  > src/a.txt /b.txt
            cd src; apply_patch                    > src/a.txt /b.txt
            cd src\\napply_patch                  > src/a.txt /b.txt
            cd 'my src' && cd "deep er";apply_patch > my src/deep er/a.txt /b.txt
            cd src && cd /lab/.. && apply_patch    > /lab/../a.txt /b.txt
            cd -- ../src && apply_patch            > ../src/a.txt /b.txt
            mkdir -p src && cd src && apply_patch  > src/a.txt /b.txt
            cd "$HOME" && apply_patch              > /b.txt
            cd ~ && apply_patch                    > /b.txt
            cd && apply_patch                      > /b.txt
            cd - && apply_patch                    > /b.txt
            cd src || exit; apply_patch            > /b.txt
            (cd src; ls); apply_patch              > a.txt /b.txt
            """)
    void findsAPatchOfAShellInItsFolder(String command, String files) throws UnreadableHook {
        String patch =
                " <<'EOF'\\n*** Begin Patch\\n*** Add File: a.txt\\n+*** End Patch\\n*** Delete File: /b.txt\\n*** End Patch\\nEOF\\n";

        List<Path> edited = edited("codex", "Bash", "{\"command\":\"" + command.replace("\"", "\\\"") + patch + "\"}");

        assertThat(edited.stream().map(Path::toString).collect(Collectors.joining(" ")))
                .isEqualTo(files);
    }

    @Test
    void findsEachPatchOfAShellInItsOwnFolder() throws UnreadableHook {
        String first = "cd a && apply_patch <<E\\n*** Begin Patch\\n*** Add File: x\\n+cd no;\\n*** End Patch\\nE\\n";
        String second = "cd ../b && apply_patch <<E\\n*** Begin Patch\\n*** Add File: x\\n";

        assertThat(edited("codex", "Bash", "{\"command\":\"" + first + second + "\"}"))
                .containsExactly(Path.of("a/x"), Path.of("a/../b/x"));
        assertThat(edited("codex", "Bash", "{\"command\":\"echo '*** Add File: x' > x\"}"))
                .isEmpty();
    }

    @Test
    void knowsAnEditThatNamesNoFile() throws UnreadableHook {
        HookCall call = dialect("claude-code").parse("PreToolUse", "{\"tool_name\":\"Write\"}".getBytes(UTF_8));

        assertThat(call.tool())
                .hasValueSatisfying(tool -> assertThat(tool.editsFiles()).isTrue());
        assertThat(call.editedPaths()).isEmpty();
    }

    private static SessionEnd end(String reason) throws UnreadableHook {
        String stdin = "{\"reason\":\"" + reason + "\"}";
        return dialect("claude-code")
                .parse("SessionEnd", stdin.getBytes(UTF_8))
                .end()
                .orElseThrow();
    }

    private static List<Path> edited(String harness, String tool, String arguments) throws UnreadableHook {
        String stdin = "{\"tool_name\":\"" + tool + "\",\"tool_input\":" + arguments + "}";
        return dialect(harness).parse("PreToolUse", stdin.getBytes(UTF_8)).editedPaths();
    }

    private static HookDialect dialect(String harness) {
        return HookDialects.find(harness).orElseThrow();
    }
}
