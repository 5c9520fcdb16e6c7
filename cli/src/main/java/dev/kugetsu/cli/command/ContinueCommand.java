package dev.kugetsu.cli.command;

import dev.kugetsu.supervisor.Supervisor;
import dev.kugetsu.supervisor.Turns.ContinueRequest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `kugetsu continue`: the next turn of a session.
@Command(
        name = "continue",
        description = "Say more to the agent that works on an issue; it remembers what was before.",
        footer = {
            "",
            "Examples:",
            "  kugetsu continue '#42' \"now write a test for it\"",
            "  kugetsu continue s-4k7m \"go on\" --allow external_directory:/tmp/*"
        })
public final class ContinueCommand implements Callable<Integer> {

    private final CommandContext context;

    @Parameters(
            index = "0",
            paramLabel = "<session>",
            description = "The issue, or the id of the session or any unique prefix of it.")
    private String session = "";

    @Parameters(index = "1", paramLabel = "<message>", description = "What the agent is to do; - reads standard input.")
    private String message = "";

    @Mixin
    private final TurnChoices choices = new TurnChoices();

    @Mixin
    private final JsonOption json = new JsonOption();

    public ContinueCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        String prompt = context.message(message);
        ContinueRequest request = new ContinueRequest(context.session(session), prompt, choices.options());
        NextSteps steps = new NextSteps(session, context.console().symbols());

        context.prepareDaemon();
        try (Supervisor supervisor = context.host().open()) {
            return new AttendedTurn(context, json.format(), steps::after)
                    .run(supervisor.turns(), observer -> supervisor.turns().continueSession(request, observer));
        }
    }
}
