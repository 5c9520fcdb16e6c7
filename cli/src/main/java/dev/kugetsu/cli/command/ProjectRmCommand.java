package dev.kugetsu.cli.command;

import dev.kugetsu.cli.output.Amounts;
import dev.kugetsu.cli.output.Console;
import dev.kugetsu.cli.output.Format;
import dev.kugetsu.supervisor.ProjectId;
import dev.kugetsu.supervisor.ProjectRegistry.ProjectView;
import dev.kugetsu.supervisor.ProjectRegistry.RemovalReport;
import dev.kugetsu.supervisor.Supervisor;
import dev.kugetsu.supervisor.json.Json;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `kugetsu project rm`: removes a project and ends its sessions.
@Command(
        name = "rm",
        description = "Remove a project: end its sessions and remove their worktrees; its repository stays as it is.",
        footer = {"", "Example:", "  kugetsu project rm app -y"})
final class ProjectRmCommand implements Callable<Integer> {

    private final CommandContext context;

    @Parameters(paramLabel = "<project>", description = "Its id.")
    private String project = "";

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    private boolean isAssented;

    @Mixin
    private final JsonOption json = new JsonOption();

    ProjectRmCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        try (Supervisor supervisor = context.host().open()) {
            ProjectView view = supervisor.projects().get(new ProjectId(project));
            if (!isAssented) {
                new Confirmation(context.console(), "-y")
                        .require("Remove project " + view.projectId() + " and end its "
                                + Amounts.counted(view.liveSessions(), "live session") + "? Work is preserved.");
            }
            print(supervisor.projects().remove(new ProjectId(view.projectId())), view);
            return ExitCode.DONE.number();
        }
    }

    private void print(RemovalReport report, ProjectView view) {
        Console console = context.console();
        if (json.format() == Format.JSON) {
            console.print(Json.of(report));
            return;
        }
        console.print("removed project " + report.projectId() + ": "
                + Amounts.counted(report.ended().size(), "session") + " ended, "
                + Amounts.counted(report.cleared().size(), "worktree") + " removed");
        console.say("bring it back with: kugetsu project add --path " + ShellWord.of(view.directory()));
    }
}
