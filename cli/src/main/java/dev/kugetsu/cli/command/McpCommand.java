package dev.kugetsu.cli.command;

import dev.kugetsu.cli.terminal.SignalTrap;
import dev.kugetsu.supervisor.host.McpHost;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// `kugetsu mcp`: what an agent's program starts to give it the verbs of coordination as tools.
public final class McpCommand implements Callable<Integer>, DescribedCommand {

    private final CommandContext context;
    private final CallerOptions caller = new CallerOptions();
    private final OptionSpec agent = OptionSpec.builder("--agent")
            .paramLabel("<agent>")
            .type(String.class)
            .description("The name that the agent keeps across restarts; one is made up without it.")
            .build();
    private final OptionSpec role = OptionSpec.builder("--role")
            .paramLabel("<role>")
            .type(String.class)
            .description("What it is here for, such as reviewer.")
            .build();
    private final CommandSpec spec;

    public McpCommand(CommandContext context) {
        this.context = context;
        this.spec = CommandSpec.wrapWithoutInspection(this).name("mcp");
        spec.usageMessage()
                .description(
                        "Be the MCP server of the agent whose program has started this, on standard input and output.",
                        "The agent is registered, and ended when its program closes standard input.")
                .footer(Footer.of(List.of("mcp", "mcp --agent brave-heron --role reviewer")));
        caller.addTo(spec);
        spec.add(agent).add(role);
    }

    @Override
    public CommandSpec spec() {
        return spec;
    }

    @Override
    public Integer call() {
        if (context.console().isInteractive()) {
            context.console().say("this is for programs of agents: have yours start it; Ctrl-C ends it");
        }
        McpHost server = new McpHost(
                context.host()::open,
                context.environment(),
                new McpHost.Client(
                        caller.caller(context.shared()),
                        text(agent),
                        text(role),
                        BuildInfo.read().toString()),
                context.console().in(),
                context.console().out().bytes());
        // Nothing but the protocol may get there, whatever a library prints.
        System.setOut(System.err);
        try (SignalTrap _ = SignalTrap.setForService(server::stop)) {
            server.run();
        }
        return ExitCode.DONE.number();
    }

    private static Optional<String> text(OptionSpec option) {
        return Optional.ofNullable(option.getValue());
    }
}
