package dev.kugetsu.cli.command;

import dev.kugetsu.cli.output.Console;
import dev.kugetsu.cli.output.Format;
import dev.kugetsu.supervisor.json.Json;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `kugetsu version`: which kugetsu this is.
@Command(
        name = "version",
        description = "Show the version of kugetsu and of the Java it runs on.",
        footer = {"", "Example:", "  kugetsu version --json"})
public final class VersionCommand implements Callable<Integer> {

    private final CommandContext context;

    @Mixin
    private final JsonOption json = new JsonOption();

    public VersionCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Console console = context.console();
        BuildInfo build = BuildInfo.read();
        if (json.format() == Format.JSON) {
            console.print(Json.of(new Answer(build.version(), build.commit(), System.getProperty("java.version"))));
        } else {
            console.print("kugetsu " + build + ", Java " + System.getProperty("java.version"));
        }
        return ExitCode.DONE.number();
    }

    private record Answer(String version, Optional<String> commit, String java) {}
}
