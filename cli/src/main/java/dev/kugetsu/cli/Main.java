package dev.kugetsu.cli;

import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.cli.command.BuildInfo;
import dev.kugetsu.cli.command.CommandContext;
import dev.kugetsu.cli.command.ExitCode;
import dev.kugetsu.cli.command.Host;
import dev.kugetsu.cli.terminal.ResultStream;
import dev.kugetsu.cli.terminal.StandardConsole;
import dev.kugetsu.supervisor.Daemon;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.Supervisor;
import dev.kugetsu.supervisor.coordination.Caller;
import dev.kugetsu.supervisor.coordination.Hooks.HookRequest;
import dev.kugetsu.supervisor.host.DaemonHost;
import dev.kugetsu.supervisor.host.GlanceHost;
import dev.kugetsu.supervisor.host.LocalHost;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// The process: its environment, its streams, its exit code.
public final class Main {

    /// What has started us.
    private static final String LAUNCHER = "kugetsu.launcher";

    private Main() {}

    public static void main(String... arguments) {
        Map<String, String> environment = System.getenv();
        System.exit(run(new HomeHost(environment), environment, List.of(arguments)));
    }

    /// Works on the home that the environment names.
    record HomeHost(Map<String, String> environment) implements Host {

        @Override
        public Supervisor open() {
            return LocalHost.open(environment, hookProgram());
        }

        @Override
        public Supervisor openDespiteFaults(Consumer<KugetsuException> teller) {
            return LocalHost.openDespiteFaults(environment, teller);
        }

        @Override
        public Supervisor openForVerbs(Consumer<KugetsuException> teller) {
            return LocalHost.openForVerbs(environment, teller);
        }

        @Override
        public Optional<ProcessIdentity> findCaller() {
            return LocalHost.findCaller();
        }

        @Override
        public Caller told(Caller caller, Map<String, String> variables) {
            return LocalHost.told(caller, variables);
        }

        @Override
        public boolean isNothingInTheWay(HookRequest request) {
            return GlanceHost.isNothingInTheWay(environment, request);
        }

        @Override
        public Optional<Path> hookProgram() {
            return launcher().map(launcher -> launcher.resolveSibling("kugetsu-hook"));
        }

        @Override
        public Daemon daemon() {
            return DaemonHost.of(
                    environment,
                    new DaemonHost.Program(
                            launcher(), hookProgram(), BuildInfo.read().toString(), new ServedCommands(environment)));
        }

        private static Optional<Path> launcher() {
            return Optional.ofNullable(System.getProperty(LAUNCHER)).map(Path::of);
        }
    }

    static int run(Host host, Map<String, String> environment, List<String> arguments) {
        Logging.arrange(arguments, environment);
        if (!arguments.isEmpty() && HookProgram.NAMES.contains(arguments.getFirst())) {
            return new HookProgram(
                            host,
                            environment,
                            Path.of("").toAbsolutePath(),
                            System.in,
                            new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8),
                            new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
                            Runtime.getRuntime()::halt)
                    .run(arguments);
        }
        ResultStream results = new ResultStream(new FileOutputStream(FileDescriptor.out));
        CommandContext context = new CommandContext(
                host,
                StandardConsole.of(environment).open(results),
                environment,
                Path.of("").toAbsolutePath(),
                Clock.systemUTC(),
                System::exit);
        int code = new Cli(context.console(), CommandCatalog.of(context), Logging.folder(environment)).run(arguments);
        return results.failure().map(why -> lost(context, why)).orElse(code);
    }

    private static int lost(CommandContext context, String why) {
        context.console().say("error: standard output could not be written: " + why);
        return ExitCode.FAILED.number();
    }
}
