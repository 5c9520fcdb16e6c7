package dev.kugetsu.cli;

import dev.kugetsu.cli.command.AuditCommand;
import dev.kugetsu.cli.command.CommandContext;
import dev.kugetsu.cli.command.CommandGroup;
import dev.kugetsu.cli.command.CompletionCommand;
import dev.kugetsu.cli.command.ConfigCommand;
import dev.kugetsu.cli.command.ContinueCommand;
import dev.kugetsu.cli.command.DaemonCommand;
import dev.kugetsu.cli.command.DescribedCommand;
import dev.kugetsu.cli.command.DestroyCommand;
import dev.kugetsu.cli.command.DoctorCommand;
import dev.kugetsu.cli.command.HooksCommand;
import dev.kugetsu.cli.command.InitCommand;
import dev.kugetsu.cli.command.ListCommand;
import dev.kugetsu.cli.command.LogsCommand;
import dev.kugetsu.cli.command.McpCommand;
import dev.kugetsu.cli.command.OrchestratorCommand;
import dev.kugetsu.cli.command.ProjectCommand;
import dev.kugetsu.cli.command.PruneCommand;
import dev.kugetsu.cli.command.QueueCommand;
import dev.kugetsu.cli.command.SchemaCommand;
import dev.kugetsu.cli.command.SendCommand;
import dev.kugetsu.cli.command.SessionCommand;
import dev.kugetsu.cli.command.SharedContext;
import dev.kugetsu.cli.command.ShowCommand;
import dev.kugetsu.cli.command.SpawnCommand;
import dev.kugetsu.cli.command.StartCommand;
import dev.kugetsu.cli.command.StopCommand;
import dev.kugetsu.cli.command.TrustCommand;
import dev.kugetsu.cli.command.UndoCommand;
import dev.kugetsu.cli.command.VerbCatalog;
import dev.kugetsu.cli.command.VersionCommand;
import dev.kugetsu.cli.command.WhyCommand;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// All commands by name. Only the one that is called for is built, because picocli's look at the annotations of
/// all of them would cost more than most commands take.
final class CommandCatalog {

    private final SequencedMap<String, Supplier<Object>> commands;

    private CommandCatalog(SequencedMap<String, Supplier<Object>> commands) {
        this.commands = commands;
    }

    /// Those that the daemon can do for others, as far as they are wanted.
    static CommandCatalog ofShared(SharedContext context, Set<String> names) {
        SequencedMap<String, Supplier<Object>> commands = VerbCatalog.commands(context);
        commands.put("list", () -> new ListCommand(context));
        commands.put("show", () -> new ShowCommand(context));
        commands.put("why", () -> new WhyCommand(context));
        commands.keySet().retainAll(names);
        return new CommandCatalog(commands);
    }

    static CommandCatalog of(CommandContext context) {
        SequencedMap<String, Supplier<Object>> commands = new LinkedHashMap<>();
        CommandCatalog catalog = new CommandCatalog(commands);
        SharedContext shared = context.shared();
        commands.put("init", () -> new InitCommand(context));
        commands.put("start", () -> new StartCommand(context));
        commands.put("spawn", () -> new SpawnCommand(context));
        commands.put("continue", () -> new ContinueCommand(context));
        commands.put("send", () -> new SendCommand(context));
        commands.put("list", () -> new ListCommand(shared));
        commands.put("show", () -> new ShowCommand(shared));
        commands.put("why", () -> new WhyCommand(shared));
        commands.put("logs", () -> new LogsCommand(context));
        commands.put("stop", () -> new StopCommand(context));
        commands.put("queue", () -> new QueueCommand(context));
        commands.put("undo", () -> new UndoCommand(context));
        commands.put("prune", () -> new PruneCommand(context));
        commands.put("destroy", () -> new DestroyCommand(context));
        commands.put("session", () -> new SessionCommand(context));
        commands.put("orchestrator", () -> new OrchestratorCommand(context));
        commands.putAll(VerbCatalog.commands(shared));
        commands.put("hooks", () -> new HooksCommand(context));
        commands.put("mcp", () -> new McpCommand(context));
        commands.put("schema", () -> new SchemaCommand(context));
        commands.put("project", () -> new ProjectCommand(context));
        commands.put("config", () -> new ConfigCommand(context));
        commands.put("trust", () -> new TrustCommand(context));
        commands.put("audit", () -> new AuditCommand(context));
        commands.put("daemon", () -> new DaemonCommand(context));
        commands.put("doctor", () -> new DoctorCommand(context));
        commands.put("completion", () -> new CompletionCommand(context, catalog::all));
        commands.put("version", () -> new VersionCommand(context));
        return catalog;
    }

    /// The command line that these arguments need: with the one command that they name, or else with all.
    CommandLine forArguments(List<String> arguments) {
        String first = arguments.isEmpty() ? "" : arguments.getFirst();
        return commands.containsKey(first) ? build(List.of(first)) : all();
    }

    private CommandLine all() {
        return build(commands.keySet());
    }

    private CommandLine build(Collection<String> names) {
        CommandLine root = new CommandLine(root());
        for (Map.Entry<String, Supplier<Object>> command : commands.entrySet()) {
            if (names.contains(command.getKey())) {
                root.addSubcommand(command.getKey(), line(command.getValue().get()));
            }
        }
        return root;
    }

    /// What stands above all commands; of values, because annotations take every command some milliseconds to read.
    private static CommandSpec root() {
        CommandSpec spec = CommandSpec.create().name("kugetsu");
        spec.usageMessage()
                .description("Supervises headless coding agents: one issue, one worktree, one session.")
                .synopsisSubcommandLabel("<command>")
                .footer(
                        "",
                        "Examples:",
                        "  kugetsu init --headless",
                        "  kugetsu start '#42' \"fix the crash at start-up\"",
                        "  kugetsu list");
        addHelp(spec);
        return spec.addOption(versionOption());
    }

    private static CommandLine line(Object command) {
        CommandLine line = new CommandLine(command instanceof DescribedCommand described ? described.spec() : command);
        addHelp(line.getCommandSpec());
        if (command instanceof CommandGroup group) {
            group.commands().forEach((name, part) -> line.addSubcommand(name, line(part)));
        }
        return line;
    }

    private static void addHelp(CommandSpec spec) {
        spec.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Show this help.")
                .build());
    }

    private static OptionSpec versionOption() {
        return OptionSpec.builder("-V", "--version")
                .versionHelp(true)
                .description("Show the version.")
                .build();
    }
}
