package dev.kugetsu.cli.command;

import dev.kugetsu.supervisor.ProjectId;
import dev.kugetsu.supervisor.ProjectRegistry.AddRequest;
import dev.kugetsu.supervisor.Supervisor;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `kugetsu project add`: registers a repository.
@Command(
        name = "add",
        description = "Register a repository; one that was removed comes back with its records.",
        footer = {"", "Example:", "  kugetsu project add --path ~/src/app --name 'The app'"})
final class ProjectAddCommand implements Callable<Integer> {

    private final CommandContext context;

    @Option(names = "--path", required = true, paramLabel = "<folder>", description = "A folder of the repository.")
    private Path path = Path.of("");

    @Option(names = "--id", paramLabel = "<id>", description = "Its id; by default the name of its folder.")
    private Optional<String> id = Optional.empty();

    @Option(names = "--name", paramLabel = "<name>", description = "What people call it; by default its id.")
    private Optional<String> name = Optional.empty();

    @Mixin
    private final JsonOption json = new JsonOption();

    ProjectAddCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        AddRequest request = new AddRequest(context.directory(Optional.of(path)), id.map(ProjectId::new), name);
        try (Supervisor supervisor = context.host().open()) {
            new ProjectCard(context, json.format()).print(supervisor.projects().add(request));
            return ExitCode.DONE.number();
        }
    }
}
