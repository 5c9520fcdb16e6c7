package dev.kugetsu.supervisor.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TomlLinesTest {

    private static final String TEXT = """
            # model = "no"

            harness = "opencode" # model = "no"
            text = \"""
            model = "no"
            [deadlines]
            \"""
            raw = '''
            base = "no" \\'''
            list = [
              "a]", # ]
              'b["',
            ]
            model = "yes"
            setup.command = "x"
            inline = { a = 1, b = "\\"}" }

            [ deadlines ]
            turn = "4h"

            [harnesses."my.agent".env]
            "a b" = "c"

            [[many]]
            one = 1
            """;

    @ParameterizedTest
    @CsvSource({
        "harness, 3",
        "text, 4",
        "raw, 8",
        "list, 10",
        "model, 14",
        "setup, 15",
        "setup/command, 15",
        "inline, 16",
        "inline/b, 16",
        "deadlines, 18",
        "deadlines/turn, 19",
        "harnesses/my.agent, 21",
        "harnesses/my.agent/env/a b, 22",
        "many, 24",
        "many/one, 25",
    })
    void findsTheLineOfAKey(String path, int line) {
        TomlDocument.parse("test", TEXT);

        assertThat(TomlLines.of(TEXT).find(List.of(path.split("/")))).hasValue(line);
        assertThat(TomlLines.of(TEXT.replace("\n", "\r\n")).find(List.of(path.split("/"))))
                .hasValue(line);
    }

    @Test
    void findsNothingForAKeyThatIsNotThere() {
        assertThat(TomlLines.of(TEXT).find(List.of("base"))).isEmpty();
    }
}
