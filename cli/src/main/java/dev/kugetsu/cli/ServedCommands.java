package dev.kugetsu.cli;

import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.cli.command.SharedContext;
import dev.kugetsu.cli.command.SharedHost;
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
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Does in the daemon what is asked for all the time. The names stand in `scripts/kugetsu` too, whose client asks
/// for nothing else.
///
/// @param own the daemon's own environment, which names the home
record ServedCommands(Map<String, String> own) implements CommandService {

    /// Commands that do everything in the store, or look. What runs git or agents does so as the one who calls.
    static final Set<String> NAMES = Set.of(
            "agent", "decision", "list", "lock", "locks", "log", "message", "show", "status", "task", "unlock", "why");

    @Override
    public Optional<CommandResult> run(Supervisor supervisor, CommandCall call) {
        List<String> arguments = call.arguments();
        if (arguments.isEmpty()
                || !NAMES.contains(arguments.getFirst())
                || arguments.stream().anyMatch(ServedCommands::isOfTheClient)) {
            return Optional.empty();
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new StandardConsole(call.environment(), call.terminals(), call.charset())
                .over(InputStream.nullInputStream(), out, err);
        SharedContext context = new SharedContext(
                new Served(supervisor, call.process()),
                console,
                call.environment(),
                call.directory(),
                Clock.systemUTC());
        LocalHost.findFault(own).ifPresent(context::warnOfFault);
        int code = new Cli(console, CommandCatalog.ofShared(context, NAMES), Logging.folder(own)).run(arguments);
        return Optional.of(
                new CommandResult(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8)));
    }

    /// Files and standard input are the client's own, and so is its time: whoever waits may go.
    private static boolean isOfTheClient(String argument) {
        return argument.equals("-")
                || argument.endsWith("=-")
                || argument.startsWith("@")
                || argument.contains("=@")
                || argument.startsWith("--wait")
                || argument.contains("\"patience\"");
    }

    /// The daemon's own supervisor, on behalf of a client.
    private record Served(Supervisor supervisor, long process) implements SharedHost {

        @Override
        public <T> T coordinate(Function<Coordination, T> work) {
            return work.apply(supervisor.coordination());
        }

        @Override
        public <T> T look(Function<Supervisor, T> work) {
            return work.apply(supervisor);
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
