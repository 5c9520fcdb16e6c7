package dev.kugetsu.supervisor.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;

/// A command that makes a fresh worktree ready for work.
///
/// @param words program and arguments, run as they are
public record SetupCommand(List<String> words) {

    private static final List<String> SHELL = List.of("sh", "-c");
    private static final String ACCEPTED = "a line for `sh -c` or a list of words such as [\"npm\", \"ci\"]";

    public SetupCommand {
        words = List.copyOf(words);
    }

    /// Reads a list of words, or one text, which the shell is to run.
    static SetupCommand read(JsonNode value) {
        return value.isArray()
                ? new SetupCommand(ValueTypes.textsOf(value, ACCEPTED))
                : new SetupCommand(List.of("sh", "-c", ValueTypes.textOf(value, ACCEPTED)));
    }

    /// The form that a configuration file holds: the shell's line, or the list of words.
    @Override
    public String toString() {
        if (words.size() == 3 && words.subList(0, 2).equals(SHELL)) {
            return words.getLast();
        }
        var list = JsonNodeFactory.instance.arrayNode();
        words.forEach(list::add);
        return list.toString();
    }
}
