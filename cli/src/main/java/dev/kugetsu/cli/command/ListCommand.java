package dev.kugetsu.cli.command;

import dev.kugetsu.cli.convert.StatusConverter;
import dev.kugetsu.supervisor.SessionStatus;
import dev.kugetsu.supervisor.Sessions.Filter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `kugetsu list`: all sessions in a table.
@Command(
        name = "list",
        description = "List the sessions, the newest activity first.",
        footer = {"", "Example:", "  kugetsu list --status blocked"})
public final class ListCommand implements Callable<Integer> {

    private final SharedContext context;

    @Option(names = "--all", description = "List ended sessions too.")
    private boolean isEndedIncluded;

    @Option(names = "--project", paramLabel = "<project>", description = "Only sessions of this project.")
    private Optional<String> project = Optional.empty();

    @Option(
            names = "--status",
            paramLabel = "<status>",
            description = "Only sessions with this status.",
            converter = StatusConverter.class)
    private Optional<SessionStatus> status = Optional.empty();

    @Mixin
    private final JsonOption json = new JsonOption();

    public ListCommand(SharedContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Filter.Scope scope = isEndedIncluded ? Filter.Scope.ALL : Filter.Scope.LIVE;
        return context.host().look(supervisor -> {
            new SessionListing(context, json.format(), hint())
                    .print(supervisor.sessions().list(new Filter(scope, project, status)));
            return ExitCode.DONE.number();
        });
    }

    private String hint() {
        return project.isPresent() || status.isPresent()
                ? "no session matches; `kugetsu list --all` shows everything"
                : "no sessions yet; begin with: kugetsu start '#1' \"what is to be done\"";
    }
}
