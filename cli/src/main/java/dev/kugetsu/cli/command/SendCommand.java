package dev.kugetsu.cli.command;

import dev.kugetsu.cli.output.Console;
import dev.kugetsu.cli.output.Format;
import dev.kugetsu.cli.output.TerminalText;
import dev.kugetsu.supervisor.Messages.Receipt;
import dev.kugetsu.supervisor.Messages.SendRequest;
import dev.kugetsu.supervisor.Supervisor;
import dev.kugetsu.supervisor.json.Json;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `kugetsu send`: says something to an agent and tells what is proven of that.
@Command(
        name = "send",
        description =
                "Say something to an agent, into its running turn or as its next one, and tell what became of it.",
        footer = {
            "",
            "Examples:",
            "  kugetsu send '#42' \"leave the lock file alone\"",
            "  kugetsu send fix-login - --json < note.txt"
        })
public final class SendCommand implements Callable<Integer> {

    private final CommandContext context;

    @Parameters(
            index = "0",
            paramLabel = "<session>",
            description = "The issue, the name, or the id of the session or a unique prefix of it.")
    private String session = "";

    @Parameters(index = "1", paramLabel = "<message>", description = "What to say; - reads standard input.")
    private String message = "";

    @Mixin
    private final ProjectOption project = new ProjectOption();

    @Mixin
    private final JsonOption json = new JsonOption();

    public SendCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        SendRequest request =
                new SendRequest(project.session(context, session), context.message(message), context.sender());
        try (Supervisor supervisor = context.host().open()) {
            Receipt receipt = supervisor.messages().send(request);
            print(receipt);
            return switch (receipt.receipt()) {
                case DELIVERED, QUEUED -> ExitCode.DONE.number();
                case REFUSED -> ExitCode.CONFLICT.number();
                case UNPROVEN -> ExitCode.FAILED.number();
            };
        }
    }

    private void print(Receipt receipt) {
        Console console = context.console();
        if (json.format() == Format.JSON) {
            console.print(Json.of(receipt));
            return;
        }
        String word = receipt.receipt().name().toLowerCase(Locale.ROOT);
        String turn = receipt.turnId().map(id -> " to turn " + id).orElse("");
        String reason =
                receipt.reason().map(why -> ": " + TerminalText.oneLine(why)).orElse("");
        console.print(
                switch (receipt.receipt()) {
                    case DELIVERED -> word + turn;
                    case QUEUED -> word + " as turn " + receipt.turnId().orElse("") + reason;
                    case REFUSED, UNPROVEN -> word + turn + reason;
                });
        receipt.next().ifPresent(next -> console.say("next:  " + next));
    }
}
