package dev.kugetsu.adapters.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kugetsu.adapters.process.AgentCommand.Stdin;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class CommandHarnessSpecTest {

    private static final CommandTemplate PROCEED = template("continue", "agent", "{session}");

    @Test
    void anUnknownPlaceholderIsRefusedByItsKey() {
        assertThatThrownBy(() -> spec("mine", template("base", "agent", "--in={folder}"), PROCEED, Stdin.PROMPT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("harnesses.mine.base")
                .hasMessageContaining("{folder}")
                .hasMessageContaining("directory");
    }

    @Test
    void aMissingPlaceholderIsRefusedByItsKey() {
        CommandTemplate base = template("base", "agent");

        assertThatThrownBy(() -> spec("mine", base, template("continue", "agent"), Stdin.PROMPT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("harnesses.mine.continue")
                .hasMessageContaining("{session}");
        assertThatThrownBy(() -> spec("mine", base, PROCEED, Stdin.NOTHING))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("{prompt_file}");
    }

    @Test
    void aNameIsAWord() {
        assertThatThrownBy(() -> spec("My Agent", template("base", "agent"), PROCEED, Stdin.PROMPT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("My Agent");
    }

    @Test
    void aCommandBeginsWithAProgram() {
        assertThatThrownBy(() -> template("base")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPatternOfTheSessionHasAGroup() {
        assertThatThrownBy(() -> new CommandOutput.Text(Optional.of(Pattern.compile("session \\S+"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void valuesStayOneArgumentAndAreNotFilledInAgain() {
        CommandTemplate template = template("base", "agent", "--title={title} in {directory}", "${HOME}");

        assertThat(template.fill(Map.of("title", "a {directory} $1", "directory", "/d")))
                .containsExactly("agent", "--title=a {directory} $1 in /d", "${HOME}");
    }

    private static CommandHarnessSpec spec(String name, CommandTemplate base, CommandTemplate proceed, Stdin prompt) {
        return new CommandHarnessSpec(
                name,
                template("version", "agent", "--version"),
                base,
                Optional.empty(),
                proceed,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                prompt,
                new CommandOutput.Text(Optional.empty()),
                Optional.empty());
    }

    private static CommandTemplate template(String key, String... command) {
        return new CommandTemplate("harnesses.mine." + key, List.of(command));
    }
}
