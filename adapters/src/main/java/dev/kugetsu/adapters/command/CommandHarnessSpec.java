package dev.kugetsu.adapters.command;

import dev.kugetsu.adapters.process.AgentCommand.Stdin;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A harness in the words of a user's configuration.
///
/// @param name what users type; lower case
/// @param version prints the version of the program
/// @param base a turn of a new session; `{directory} {model} {title} {prompt_file}`
/// @param start the first turn of a session that begins with the history of `{base}`; the same placeholders.
///   Not needed when there is `fork`
/// @param proceed a turn of `{session}`; the same placeholders
/// @param fork makes a session with the history of `{base}` without asking the model, and prints its id;
///   `{base_directory} {directory} {title}`, and `{key}`, a UUID that always is the same for the same fork
/// @param delete deletes `{session}`; `{directory}`
/// @param interactive the program's own interface; `{directory} {model}`
/// @param environment added to what the program inherits
/// @param prompt whether the prompt comes by standard input; otherwise `{prompt_file}` has to name it
/// @param sessionNotFound finds in a line of either output that there is no such session
public record CommandHarnessSpec(
        String name,
        CommandTemplate version,
        CommandTemplate base,
        Optional<CommandTemplate> start,
        CommandTemplate proceed,
        Optional<CommandTemplate> fork,
        Optional<CommandTemplate> delete,
        Optional<CommandTemplate> interactive,
        Map<String, String> environment,
        Stdin prompt,
        CommandOutput output,
        Optional<Pattern> sessionNotFound) {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");
    private static final Set<String> TURN = Set.of("directory", "model", "title", "prompt_file");
    private static final Set<String> FIRST_TURN = Set.of("base", "directory", "model", "title", "prompt_file");
    private static final Set<String> NEXT_TURN = Set.of("session", "directory", "model", "title", "prompt_file");
    private static final Set<String> FORK = Set.of("base", "base_directory", "directory", "title", "key");

    /// @throws IllegalArgumentException naming the key that cannot be used and why
    public CommandHarnessSpec {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a name of a harness: '" + name + "'; use a-z, 0-9 and -");
        }
        version.allowOnly(Set.of());
        base.allowOnly(TURN);
        start.ifPresent(template -> template.allowOnly(FIRST_TURN).require("base"));
        proceed.allowOnly(NEXT_TURN).require("session");
        fork.ifPresent(template -> template.allowOnly(FORK).require("base"));
        delete.ifPresent(
                template -> template.allowOnly(Set.of("session", "directory")).require("session"));
        interactive.ifPresent(template -> template.allowOnly(Set.of("directory", "model")));
        if (prompt == Stdin.NOTHING) {
            Stream.concat(Stream.of(base, proceed), start.stream())
                    .forEach(template -> template.require("prompt_file"));
        }
        environment = Map.copyOf(environment);
    }

    boolean countsOverSession() {
        return output instanceof CommandOutput.JsonLines lines && lines.countsOverSession();
    }

    boolean needsModel() {
        return Stream.of(List.of(base, proceed), start.stream().toList())
                .flatMap(List::stream)
                .anyMatch(template -> template.uses("model"));
    }
}
