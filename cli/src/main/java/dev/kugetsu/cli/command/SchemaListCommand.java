package dev.kugetsu.cli.command;

import dev.kugetsu.cli.output.Format;
import dev.kugetsu.cli.output.Table;
import dev.kugetsu.supervisor.coordination.Verb;
import dev.kugetsu.supervisor.coordination.Verbs;
import dev.kugetsu.supervisor.json.Json;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `kugetsu schema list`: the verbs there are.
@Command(
        name = "list",
        description = "List the verbs there are.",
        footer = {"", "Example:", "  kugetsu schema list"})
final class SchemaListCommand implements Callable<Integer> {

    private final CommandContext context;

    @Mixin
    private final JsonOption json = new JsonOption();

    SchemaListCommand(CommandContext context) {
        this.context = context;
    }

    /// A line of the list.
    private record ListedVerb(String name, String effect, String summary) {}

    @Override
    public Integer call() {
        var verbs = Verbs.all().stream().map(SchemaListCommand::listed).toList();
        if (json.format() == Format.JSON) {
            context.console().print(Json.of(verbs));
            return ExitCode.DONE.number();
        }
        Table table = new Table("VERB", "EFFECT", "SUMMARY");
        verbs.forEach(verb -> table.row(verb.name(), verb.effect(), verb.summary()));
        table.print(context.console());
        return ExitCode.DONE.number();
    }

    private static ListedVerb listed(Verb<?, ?> verb) {
        return new ListedVerb(verb.name(), verb.effect().name().toLowerCase(Locale.ROOT), verb.summary());
    }
}
