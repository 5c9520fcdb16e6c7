package dev.kugetsu.cli.command;

import dev.kugetsu.cli.convert.RoleConverter;
import dev.kugetsu.supervisor.ProjectId;
import dev.kugetsu.supervisor.SessionName;
import dev.kugetsu.supervisor.SessionRole;
import dev.kugetsu.supervisor.Supervisor;
import dev.kugetsu.supervisor.Turns.SpawnRequest;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `kugetsu spawn`: a session without an issue.
@Command(
        name = "spawn",
        description = "Make a session that works on no issue, and let the agent work on what you say.",
        footer = {
            "",
            "Examples:",
            "  kugetsu spawn --project app --name tidy-up --prompt \"remove dead code\"",
            "  kugetsu spawn --project app --role orchestrator --detach --prompt - < plan.txt"
        })
public final class SpawnCommand implements Callable<Integer> {

    private final CommandContext context;

    @Option(
            names = {"-p", "--project"},
            required = true,
            paramLabel = "<project>",
            description = "The project to work in.")
    private String project = "";

    @Option(
            names = "--prompt",
            required = true,
            paramLabel = "<message>",
            description = "What the agent is to do; - reads standard input.")
    private String prompt = "";

    @Option(names = "--name", paramLabel = "<name>", description = "What to call the session and its branch.")
    private Optional<String> name = Optional.empty();

    @Option(
            names = "--role",
            paramLabel = "<role>",
            description = "worker, or orchestrator: its agent may itself start and steer workers.",
            converter = RoleConverter.class)
    private SessionRole role = SessionRole.WORKER;

    @Option(names = "--harness", paramLabel = "<harness>", description = "The agent program, such as opencode.")
    private Optional<String> harness = Optional.empty();

    @Option(names = "--base", paramLabel = "<commit>", description = "The revision that the branch starts from.")
    private Optional<String> base = Optional.empty();

    @Mixin
    private final TurnChoices choices = new TurnChoices();

    @Mixin
    private final JsonOption json = new JsonOption();

    public SpawnCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        SpawnRequest request = new SpawnRequest(
                new ProjectId(project),
                context.message(prompt),
                name.map(SessionName::new),
                role,
                harness,
                base,
                Optional.empty(),
                choices.options());

        context.prepareDaemon();
        try (Supervisor supervisor = context.host().open()) {
            return new AttendedTurn(
                            context,
                            json.format(),
                            report -> new NextSteps(
                                            report.label(), context.console().symbols())
                                    .after(report))
                    .run(supervisor.turns(), observer -> supervisor.turns().spawn(request, observer));
        }
    }
}
