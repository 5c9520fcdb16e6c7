package dev.kugetsu.cli.output;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
        for (Map.Entry<String, CommandLine> entry : root.getSubcommands().entrySet()) {
            String name = entry.getKey();
            CommandLine command = entry.getValue();
            lines.add("complete -c %s -n __fish_use_subcommand -a %s -d %s"
                    .formatted(program, name, quoted(description(command))));
            String when = "complete -c %s -n '__fish_seen_subcommand_from %s'".formatted(program, name);
            command.getSubcommands()
                    .forEach((below, line) -> lines.add(when + " -a " + below + " -d " + quoted(description(line))));
            command.getCommandSpec().options().forEach(option -> lines.add(when + option(option)));
            command.getCommandSpec()
                    .positionalParameters()
                    .forEach(parameter -> words(parameter).forEach(word -> lines.add(when + " -a " + word)));
        }
        root.getCommandSpec()
                .options()
                .forEach(option ->
                        lines.add("complete -c %s -n __fish_use_subcommand".formatted(program) + option(option)));
        return String.join("\n", lines);
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
