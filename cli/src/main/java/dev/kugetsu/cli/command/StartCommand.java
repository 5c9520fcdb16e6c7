package dev.kugetsu.cli.command;

import dev.kugetsu.supervisor.Supervisor;
import dev.kugetsu.supervisor.Turns.StartRequest;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `kugetsu start`: gives an issue its worktree and its session, and runs the first turn.
@Command(
        name = "start",
        description = "Give an issue its own worktree and session, and let the agent work on it.",
        footer = {
            "",
            "Examples:",
            "  kugetsu start '#42' \"fix the crash at start-up\"",
            "  kugetsu start github.com/acme/app#42 --detach --timeout 90m - < issue.txt"
        })
public final class StartCommand implements Callable<Integer> {

    private final CommandContext context;

    @Parameters(
            index = "0",
            paramLabel = "<issue>",
            description = "host/owner/repository#number, the URL of an issue, or #number inside a clone.")
    private String issue = "";

    @Parameters(index = "1", paramLabel = "<message>", description = "What the agent is to do; - reads standard input.")
    private String message = "";

    @Option(names = "--harness", paramLabel = "<harness>", description = "The agent program, such as opencode.")
    private Optional<String> harness = Optional.empty();

    @Option(names = "--base", paramLabel = "<commit>", description = "The revision that the branch starts from.")
    private Optional<String> base = Optional.empty();

    @Mixin
    private final TurnChoices choices = new TurnChoices();

    @Mixin
    private final JsonOption json = new JsonOption();

    public StartCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        String prompt = context.message(message);
        StartRequest request = new StartRequest(issue, context.directory(), prompt, harness, base, choices.options());
        NextSteps steps = new NextSteps(issue, context.console().symbols());

        context.prepareDaemon();
        try (Supervisor supervisor = context.host().open()) {
            return new AttendedTurn(context, json.format(), steps::afterStart)
                    .run(supervisor.turns(), observer -> supervisor.turns().start(request, observer));
        }
    }
}
