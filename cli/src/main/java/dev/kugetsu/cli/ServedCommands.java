package dev.kugetsu.cli;

import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.cli.command.VerbContext;
import dev.kugetsu.cli.command.VerbHost;
import dev.kugetsu.cli.output.Console;
import dev.kugetsu.cli.terminal.StandardConsole;
import dev.kugetsu.supervisor.CommandService;
import dev.kugetsu.supervisor.Supervisor;
import dev.kugetsu.supervisor.coordination.Caller;
import dev.kugetsu.supervisor.coordination.Coordination;
import dev.kugetsu.supervisor.host.LocalHost;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Does in the daemon what agents ask for all the time. The names stand in `scripts/kugetsu` too, whose client
/// asks for nothing else.
///
/// @param logs the folder for what a user should not have to see
record ServedCommands(Path logs) implements CommandService {

    /// Commands that do everything in the store. What runs git or agents does so as the one who calls.
    static final Set<String> NAMES =
            Set.of("agent", "decision", "lock", "locks", "log", "message", "status", "task", "unlock");

    private static final String NO_TERMINALS = "";

    @Override
    public Optional<CommandResult> run(Supervisor supervisor, CommandCall call) {
        List<String> arguments = call.arguments();
        if (arguments.isEmpty() || !NAMES.contains(arguments.getFirst()) || readsInput(arguments)) {
            return Optional.empty();
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new StandardConsole(call.environment(), NO_TERMINALS, call.charset())
                .over(InputStream.nullInputStream(), out, err);
        VerbContext context = new VerbContext(
                new Served(supervisor.coordination(), call.process()),
                console,
                call.environment(),
                call.directory(),
                Clock.systemUTC());
        int code = new Cli(console, CommandCatalog.ofVerbs(context, NAMES), logs).run(arguments);
        return Optional.of(
                new CommandResult(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8)));
    }

    /// Standard input stays with the client.
    private static boolean readsInput(List<String> arguments) {
        return arguments.stream().anyMatch(argument -> argument.equals("-") || argument.endsWith("=-"));
    }

    /// The daemon's own coordination, on behalf of a client.
    private record Served(Coordination coordination, long process) implements VerbHost {

        @Override
        public <T> T coordinate(Function<Coordination, T> work) {
            return work.apply(coordination);
        }

        @Override
        public Optional<ProcessIdentity> findCaller() {
            return LocalHost.findCaller(process);
        }

        @Override
        public Caller told(Caller caller, Map<String, String> environment) {
            return LocalHost.told(caller, environment);
        }
    }
}
