package dev.kugetsu.cli.command;

import dev.kugetsu.cli.output.Amounts;
import dev.kugetsu.cli.output.Console;
import dev.kugetsu.cli.output.Format;
import dev.kugetsu.cli.output.TerminalText;
import dev.kugetsu.supervisor.ProjectRegistry.ProjectView;
import dev.kugetsu.supervisor.json.Json;
import java.nio.file.Path;

/// One project, for a person or a script.
record ProjectCard(CommandContext context, Format format) {

    void print(ProjectView project) {
        Console console = context.console();
        if (format == Format.JSON) {
            console.print(Json.of(project));
            return;
        }
        console.print(project.projectId());
        console.print("  name      " + TerminalText.oneLine(project.name()));
        console.print("  folder    " + context.pathNames().shorten(Path.of(project.directory())));
        project.remote().ifPresent(remote -> console.print("  remote    " + TerminalText.oneLine(remote)));
        console.print("  bases     "
                + (project.bases().isEmpty()
                        ? "none; make one with `kugetsu init`"
                        : String.join(", ", project.bases())));
        console.print("  sessions  " + Amounts.of(project.liveSessions()) + " live");
    }
}
