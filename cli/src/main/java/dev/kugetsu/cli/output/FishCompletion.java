package dev.kugetsu.cli.output;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// A completion script for fish, made from the commands themselves.
public final class FishCompletion {

    private FishCompletion() {}

    public static String of(CommandLine root) {
        String program = root.getCommandName();
        List<String> lines = new ArrayList<>();
        lines.add("# Completion of " + program + " for fish.");
        lines.add("complete -c " + program + " -f");
        root.getSubcommands().forEach((name, command) -> {
            lines.add("complete -c %s -n __fish_use_subcommand -a %s -d %s"
                    .formatted(program, name, quoted(description(command))));
            lines.addAll(below(program, command, "__fish_seen_subcommand_from " + name));
        });
        root.getCommandSpec()
                .options()
                .forEach(option ->
                        lines.add("complete -c %s -n __fish_use_subcommand".formatted(program) + option(option)));
        return String.join("\n", lines);
    }

    /// What may follow once a command has been typed; a command of a group may follow as long as none of them
    /// has.
    private static List<String> below(String program, CommandLine command, String typed) {
        List<String> lines = new ArrayList<>();
        String when = "complete -c %s -n '%s'".formatted(program, typed);
        command.getCommandSpec().options().forEach(option -> lines.add(when + option(option)));
        command.getCommandSpec()
                .positionalParameters()
                .forEach(parameter -> words(parameter).forEach(word -> lines.add(when + " -a " + word)));
        String anyPart = String.join(" ", command.getSubcommands().keySet());
        command.getSubcommands().forEach((name, part) -> {
            lines.add("complete -c %s -n '%s; and not __fish_seen_subcommand_from %s' -a %s -d %s"
                    .formatted(program, typed, anyPart, name, quoted(description(part))));
            lines.addAll(below(program, part, typed + "; and __fish_seen_subcommand_from " + name));
        });
        return lines;
    }

    private static String option(OptionSpec option) {
        StringBuilder text = new StringBuilder();
        for (String name : option.names()) {
            text.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
        }
        if (option.arity().max() > 0) {
            text.append(" -r");
        }
        return text + " -d " + quoted(String.join(" ", option.description()));
    }

    private static List<String> words(PositionalParamSpec parameter) {
        return parameter.type().isEnum()
                ? List.of(parameter.type().getEnumConstants()).stream()
                        .map(Object::toString)
                        .toList()
                : List.of();
    }

    private static String description(CommandLine command) {
        return String.join(" ", command.getCommandSpec().usageMessage().description());
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
