package dev.kugetsu.cli.command;

import dev.kugetsu.supervisor.Sessions;
import dev.kugetsu.supervisor.Supervisor;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `kugetsu session cleanup`: removes the worktrees that ended sessions have left.
@Command(
        name = "cleanup",
        description =
                "Remove the worktrees of ended sessions; what they hold is preserved, a live one is never touched.",
        footer = {"", "Example:", "  kugetsu session cleanup -p app"})
final class SessionCleanupCommand implements Callable<Integer> {

    private final CommandContext context;

    @Mixin
    private final ProjectOption project = new ProjectOption();

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    private boolean isAssented;

    @Mixin
    private final JsonOption json = new JsonOption();

    SessionCleanupCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        PlannedRemoval.Consent consent =
                isAssented ? new PlannedRemoval.Consent.Given() : new PlannedRemoval.Consent.Asked("-y");
        try (Supervisor supervisor = context.host().open()) {
            Sessions sessions = supervisor.sessions();
            new PlannedRemoval(context, json.format(), "no ended session has left a worktree", consent)
                    .carryOut(sessions.planCleanup(project.id()), sessions::cleanup);
            return ExitCode.DONE.number();
        }
    }
}
