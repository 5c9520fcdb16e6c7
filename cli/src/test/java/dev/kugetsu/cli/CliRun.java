package dev.kugetsu.cli;

import dev.kugetsu.cli.command.CommandContext;
import dev.kugetsu.cli.output.Channel;
import dev.kugetsu.cli.output.Channel.Kind;
import dev.kugetsu.cli.output.Console;
import dev.kugetsu.cli.output.Palette;
import dev.kugetsu.cli.output.Symbols;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Runs a command line against a fake supervisor, in memory.
record CliRun(
        FakeSupervisor supervisor,
        FakeDaemon daemon,
        Kind streams,
        ByteArrayInputStream input,
        int columns,
        Path logs,
        Map<String, String> environment) {

    static final Path DIRECTORY = Path.of("/home/jo/app");

    static CliRun with(FakeSupervisor supervisor) {
        return new CliRun(
                supervisor,
                new FakeDaemon(),
                Kind.ELSEWHERE,
                new ByteArrayInputStream(new byte[0]),
                80,
                Path.of("/dev/null/logs"),
                Map.of());
    }

    CliRun with(FakeDaemon other) {
        return new CliRun(supervisor, other, streams, input, columns, logs, environment);
    }

    CliRun onTerminal(int width) {
        return new CliRun(supervisor, daemon, Kind.TERMINAL, input, width, logs, environment);
    }

    CliRun typing(String text) {
        return typing(text.getBytes(StandardCharsets.UTF_8));
    }

    CliRun typing(byte[] octets) {
        return new CliRun(supervisor, daemon, streams, new ByteArrayInputStream(octets), columns, logs, environment);
    }

    CliRun loggingTo(Path folder) {
        return new CliRun(supervisor, daemon, streams, input, columns, folder, environment);
    }

    /// With more in the environment than a home.
    CliRun in(Map<String, String> variables) {
        return new CliRun(supervisor, daemon, streams, input, columns, logs, variables);
    }

    private Map<String, String> withHome() {
        Map<String, String> all = new HashMap<>(environment);
        all.put("HOME", "/home/jo");
        return all;
    }

    Result run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(
                input,
                streams,
                Channel.over(out, streams, Palette.PLAIN),
                Channel.over(err, streams, Palette.PLAIN),
                Symbols.UNICODE,
                () -> columns);
        CommandContext context = new CommandContext(
                new FakeHost(supervisor, daemon, supervisor.fault),
                console,
                withHome(),
                DIRECTORY,
                InstantSource.fixed(Samples.NOON),
                code -> {
                    throw new AssertionError("asked to exit with " + code);
                });
        int code = new Cli(console, CommandCatalog.of(context), logs).run(List.of(arguments));
        return new Result(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    record Result(int exitCode, String out, String err) {}
}
