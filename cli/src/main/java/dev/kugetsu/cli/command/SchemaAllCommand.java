package dev.kugetsu.cli.command;

import dev.kugetsu.supervisor.coordination.Verbs;
import dev.kugetsu.supervisor.json.Json;
import dev.kugetsu.supervisor.json.VerbSchema;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `kugetsu schema all`: what every verb takes and answers, in one array.
@Command(
        name = "all",
        description = "Print what every verb takes and answers, as JSON Schemas.",
        footer = {"", "Example:", "  kugetsu schema all > verbs.json"})
final class SchemaAllCommand implements Callable<Integer> {

    private final CommandContext context;

    SchemaAllCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        context.console().print(Json.of(Verbs.all().stream().map(VerbSchema::of).toList()));
        return ExitCode.DONE.number();
    }
}
