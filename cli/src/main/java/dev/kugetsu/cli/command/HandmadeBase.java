package dev.kugetsu.cli.command;

import dev.kugetsu.cli.output.Console;
import dev.kugetsu.cli.terminal.PseudoTerminal;
import dev.kugetsu.supervisor.Bases;
import dev.kugetsu.supervisor.Bases.BaseView;
import dev.kugetsu.supervisor.Bases.InitRequest;
import dev.kugetsu.supervisor.Bases.InteractiveInit;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.KugetsuException.Kind;
import java.io.IOException;

/// A base session that a person makes in the harness's own interface.
record HandmadeBase(CommandContext context) {

    ExitCode make(Bases bases, InitRequest request) {
        Console console = context.console();
        InteractiveInit init = bases.beginInteractive(request);
        console.say("this is " + init.harness() + "; let it get to know the repository, then leave it");

        int exitCode = run(init);
        if (exitCode != 0) {
            console.say(init.harness() + " has ended with " + exitCode);
        }

        BaseView base = bases.finishInteractive(init, exitCode);
        console.print("base session " + base.harnessSessionId() + " of project " + base.project() + " with "
                + base.harness());
        console.say("next: kugetsu start '#1' \"" + console.symbols().ellipsis() + "\"");
        return ExitCode.DONE;
    }

    private static int run(InteractiveInit init) {
        try {
            return PseudoTerminal.run(init.command());
        } catch (IOException e) {
            throw new KugetsuException(
                    Kind.UNAVAILABLE,
                    init.harness() + " cannot be run in this terminal: " + e.getMessage(),
                    "kugetsu init --headless",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KugetsuException(Kind.INTERRUPTED, "init was interrupted", null, e);
        }
    }
}
