package dev.kugetsu.cli.command;

import dev.kugetsu.cli.output.Amounts;
import dev.kugetsu.cli.output.Format;
import dev.kugetsu.supervisor.SessionRole;
import dev.kugetsu.supervisor.SessionStatus;
import dev.kugetsu.supervisor.SessionView;
import dev.kugetsu.supervisor.Sessions.Filter;
import dev.kugetsu.supervisor.Supervisor;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `kugetsu session ls`: the live workers, and more on request.
@Command(
        name = "ls",
        description = "List the live sessions that work, the newest activity first.",
        footer = {"", "Example:", "  kugetsu session ls -p app --include-ended"})
final class SessionLsCommand implements Callable<Integer> {

    private final CommandContext context;

    @Mixin
    private final ProjectOption project = new ProjectOption();

    @Option(
            names = {"-a", "--all"},
            description = "List orchestrators too.")
    private boolean isEveryRoleIncluded;

    @Option(names = "--include-ended", description = "List ended sessions too.")
    private boolean isEndedIncluded;

    @Mixin
    private final JsonOption json = new JsonOption();

    SessionLsCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        try (Supervisor supervisor = context.openDespiteFaults()) {
            List<SessionView> all = supervisor.sessions().list(filter());
            List<SessionView> shown = all.stream().filter(this::isShown).toList();
            new SessionListing(context.shared(), json.format(), "no session matches").print(shown);
            long hidden = all.stream().filter(SessionLsCommand::isEnded).count();
            if (json.format() == Format.TEXT && !isEndedIncluded && hidden > 0) {
                context.console()
                        .say(Amounts.counted(hidden, "ended session") + " not shown; --include-ended lists them too");
            }
            return ExitCode.DONE.number();
        }
    }

    private Filter filter() {
        return new Filter(
                Filter.Scope.ALL,
                project.id().map(Object::toString),
                Optional.empty(),
                isEveryRoleIncluded ? Optional.empty() : Optional.of(SessionRole.WORKER),
                Optional.empty());
    }

    private boolean isShown(SessionView session) {
        return isEndedIncluded || !isEnded(session);
    }

    private static boolean isEnded(SessionView session) {
        return session.status() == SessionStatus.ENDED;
    }
}
