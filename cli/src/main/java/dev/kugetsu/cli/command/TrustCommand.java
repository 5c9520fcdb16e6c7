package dev.kugetsu.cli.command;

import dev.kugetsu.cli.output.Console;
import dev.kugetsu.cli.output.Format;
import dev.kugetsu.cli.output.TerminalText;
import dev.kugetsu.supervisor.Configuration;
import dev.kugetsu.supervisor.Configuration.TrustView;
import dev.kugetsu.supervisor.Supervisor;
import dev.kugetsu.supervisor.json.Json;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `kugetsu trust`: lets a repository's own configuration take effect.
@Command(
        name = "trust",
        description = "Let what the repository's .kugetsu.toml runs or permits take effect, as it is now.",
        footer = {"", "Example:", "  kugetsu trust"})
public final class TrustCommand implements Callable<Integer> {

    private final CommandContext context;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    private boolean isAssented;

    @Option(names = "--revoke", description = "Take the trust back.")
    private boolean isRevoked;

    @Mixin
    private final JsonOption json = new JsonOption();

    public TrustCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        try (Supervisor supervisor = context.host().open()) {
            Configuration configuration = supervisor.configuration();
            if (isRevoked) {
                configuration.distrust(context.directory());
                report(configuration.examine(context.directory()), "is not trusted any more");
            } else {
                trust(configuration);
            }
            return ExitCode.DONE.number();
        }
    }

    private void trust(Configuration configuration) {
        TrustView view = configuration.examine(context.directory());
        if (view.isTrusted()) {
            report(view, "is trusted already");
            return;
        }
        show(view);
        if (!isAssented) {
            new Confirmation(context.console(), "-y").require("Trust this content?");
        }
        report(configuration.trust(context.directory(), view.digest()), "is trusted");
    }

    private void show(TrustView view) {
        Console console = context.console();
        console.say(".kugetsu.toml of " + view.project() + " at " + view.commit() + ":");
        TerminalText.clean(view.content()).lines().forEach(line -> console.say("  | " + line));
        view.asks().forEach(asked -> console.say("takes effect when trusted: " + TerminalText.oneLine(asked)));
    }

    private void report(TrustView view, String verdict) {
        Console console = context.console();
        console.print(
                json.format() == Format.JSON
                        ? Json.of(view)
                        : ".kugetsu.toml of " + view.project() + " at " + view.commit() + " " + verdict);
    }
}
