package dev.kugetsu.cli.command;

import dev.kugetsu.supervisor.coordination.Verbs;
import dev.kugetsu.supervisor.json.Json;
import dev.kugetsu.supervisor.json.VerbSchema;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `kugetsu schema show`: what one verb takes and answers; JSON in any case.
@Command(
        name = "show",
        description = "Print what a verb takes and answers, as JSON Schemas.",
        footer = {"", "Example:", "  kugetsu schema show lock.acquire"})
final class SchemaShowCommand implements Callable<Integer> {

    private final CommandContext context;

    @Parameters(paramLabel = "<verb>", description = "The name of the verb, as `schema list` shows it.")
    private String verb = "";

    SchemaShowCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        context.console().print(Json.of(VerbSchema.of(Verbs.get(verb))));
        return ExitCode.DONE.number();
    }
}
