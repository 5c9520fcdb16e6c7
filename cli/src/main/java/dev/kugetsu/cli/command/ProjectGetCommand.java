package dev.kugetsu.cli.command;

import dev.kugetsu.supervisor.ProjectId;
import dev.kugetsu.supervisor.Supervisor;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `kugetsu project get`: one registered repository.
@Command(
        name = "get",
        description = "Show one registered repository.",
        footer = {"", "Example:", "  kugetsu project get app"})
final class ProjectGetCommand implements Callable<Integer> {

    private final CommandContext context;

    @Parameters(paramLabel = "<project>", description = "Its id.")
    private String project = "";

    @Mixin
    private final JsonOption json = new JsonOption();

    ProjectGetCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        try (Supervisor supervisor = context.host().open()) {
            new ProjectCard(context, json.format()).print(supervisor.projects().get(new ProjectId(project)));
            return ExitCode.DONE.number();
        }
    }
}
