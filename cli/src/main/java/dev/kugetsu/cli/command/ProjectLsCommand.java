package dev.kugetsu.cli.command;

import dev.kugetsu.cli.output.Format;
import dev.kugetsu.cli.output.Table;
import dev.kugetsu.supervisor.ProjectRegistry.ProjectView;
import dev.kugetsu.supervisor.Supervisor;
import dev.kugetsu.supervisor.json.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `kugetsu project ls`: the registered repositories.
@Command(
        name = "ls",
        description = "List the registered repositories.",
        footer = {"", "Example:", "  kugetsu project ls --json"})
final class ProjectLsCommand implements Callable<Integer> {

    private final CommandContext context;

    @Mixin
    private final JsonOption json = new JsonOption();

    ProjectLsCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        try (Supervisor supervisor = context.host().open()) {
            print(supervisor.projects().list());
            return ExitCode.DONE.number();
        }
    }

    private void print(List<ProjectView> projects) {
        if (json.format() == Format.JSON) {
            context.console().print(Json.of(projects));
        } else if (projects.isEmpty()) {
            context.console().say("no projects yet; run `kugetsu init` in a repository, or `kugetsu project add`");
        } else {
            table(projects).print(context.console());
        }
    }

    private Table table(List<ProjectView> projects) {
        Table table = new Table("PROJECT", "NAME", "SESSIONS", "BASES", "FOLDER");
        for (ProjectView project : projects) {
            table.row(
                    project.projectId(),
                    project.name(),
                    Integer.toString(project.liveSessions()),
                    String.join(", ", project.bases()),
                    context.pathNames().shorten(Path.of(project.directory())));
        }
        return table;
    }
}
