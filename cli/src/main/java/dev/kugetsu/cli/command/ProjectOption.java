package dev.kugetsu.cli.command;

import dev.kugetsu.supervisor.ProjectId;
import dev.kugetsu.supervisor.SessionRef;
import java.util.Optional;
import picocli.CommandLine.Option;

/// The project that a session must be of.
final class ProjectOption {

    @Option(
            names = {"-p", "--project"},
            paramLabel = "<project>",
            description = "The project; a session of another one is refused.")
    private Optional<String> project = Optional.empty();

    Optional<ProjectId> id() {
        return project.map(ProjectId::new);
    }

    SessionRef session(CommandContext context, String text) {
        return new SessionRef(text, context.directory(), id());
    }
}
