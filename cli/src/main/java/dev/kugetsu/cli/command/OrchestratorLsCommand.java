package dev.kugetsu.cli.command;

import dev.kugetsu.supervisor.SessionRole;
import dev.kugetsu.supervisor.Sessions.Filter;
import dev.kugetsu.supervisor.Supervisor;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `kugetsu orchestrator ls`: the live orchestrators.
@Command(
        name = "ls",
        description = "List the live orchestrators, the newest activity first.",
        footer = {"", "Example:", "  kugetsu orchestrator ls --json"})
final class OrchestratorLsCommand implements Callable<Integer> {

    private final CommandContext context;

    @Mixin
    private final ProjectOption project = new ProjectOption();

    @Mixin
    private final JsonOption json = new JsonOption();

    OrchestratorLsCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Filter filter = new Filter(
                Filter.Scope.LIVE,
                project.id().map(Object::toString),
                Optional.empty(),
                Optional.of(SessionRole.ORCHESTRATOR),
                Optional.empty());
        try (Supervisor supervisor = context.openDespiteFaults()) {
            new SessionListing(
                            context.shared(),
                            json.format(),
                            "no orchestrators; begin one with: kugetsu spawn --role orchestrator")
                    .print(supervisor.sessions().list(filter));
            return ExitCode.DONE.number();
        }
    }
}
