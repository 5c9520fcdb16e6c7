package dev.kugetsu.adapters.command;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A command line with placeholders such as `{session}`; each argument stays one argument, no shell is involved.
///
/// @param key names the template in messages, as the user has written it: `harness.mine.start`
/// @param arguments the program and what it is given
public record CommandTemplate(String key, List<String> arguments) {

    /// Not `${name}`, which is meant for a shell that the user has put into the command.
    private static final Pattern PLACEHOLDER = Pattern.compile("(?<!\\$)\\{(\\w+)}");

    public CommandTemplate {
        arguments = List.copyOf(arguments);
        if (arguments.isEmpty() || arguments.getFirst().isBlank()) {
            throw new IllegalArgumentException(key + ": a command begins with a program");
        }
    }

    boolean uses(String placeholder) {
        return placeholders().contains(placeholder);
    }

    /// @throws IllegalArgumentException for a placeholder that means nothing here
    CommandTemplate allowOnly(Set<String> known) {
        for (String placeholder : placeholders()) {
            if (!known.contains(placeholder)) {
                throw new IllegalArgumentException(
                        key + ": unknown placeholder {" + placeholder + "}; known here are " + new TreeSet<>(known));
            }
        }
        return this;
    }

    /// @throws IllegalArgumentException when the template lacks what it cannot do without
    CommandTemplate require(String placeholder) {
        if (!uses(placeholder)) {
            throw new IllegalArgumentException(key + ": the placeholder {" + placeholder + "} is missing");
        }
        return this;
    }

    /// Fills in the values; a placeholder within a value is left as it is.
    List<String> fill(Map<String, String> values) {
        return arguments.stream().map(argument -> fill(argument, values)).toList();
    }

    private String fill(String argument, Map<String, String> values) {
        return PLACEHOLDER.matcher(argument).replaceAll(found -> {
            String value = values.get(found.group(1));
            if (value == null) {
                throw new IllegalStateException(key + ": there is no value for {" + found.group(1) + "}");
            }
            return Matcher.quoteReplacement(value);
        });
    }

    private Set<String> placeholders() {
        Set<String> names = new TreeSet<>();
        for (String argument : arguments) {
            PLACEHOLDER.matcher(argument).results().forEach(found -> names.add(found.group(1)));
        }
        return names;
    }
}
