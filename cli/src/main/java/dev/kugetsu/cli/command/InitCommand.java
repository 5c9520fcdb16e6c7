package dev.kugetsu.cli.command;

import dev.kugetsu.adapters.PermissionRule;
import dev.kugetsu.cli.convert.PermissionConverter;
import dev.kugetsu.cli.output.Console;
import dev.kugetsu.cli.output.Format;
import dev.kugetsu.supervisor.Bases;
import dev.kugetsu.supervisor.Bases.InitRequest;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.KugetsuException.Kind;
import dev.kugetsu.supervisor.Supervisor;
import dev.kugetsu.supervisor.TurnReport;
import dev.kugetsu.supervisor.TurnReport.Outcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `kugetsu init`: makes the base session of a project.
@Command(
        name = "init",
        description = "Make the base session of a repository, from which every issue's session is forked.",
        footer = {
            "",
            "Examples:",
            "  kugetsu init",
            "  kugetsu init --headless --harness opencode --allow external_directory:/tmp/*"
        })
public final class InitCommand implements Callable<Integer> {

    private final CommandContext context;

    @Option(names = "--harness", paramLabel = "<harness>", description = "The agent program, such as opencode.")
    private Optional<String> harness = Optional.empty();

    @Option(names = "--model", paramLabel = "<model>", description = "The model, as the harness names it.")
    private Optional<String> model = Optional.empty();

    @Option(names = "--project", paramLabel = "<folder>", description = "The repository, if you stand elsewhere.")
    private Optional<Path> project = Optional.empty();

    @Option(names = "--force", description = "Replace a base session that is there already; its forks stay.")
    private boolean isReplacing;

    @Option(names = "--headless", description = "Let the agent read the repository by itself, without a terminal.")
    private boolean isHeadless;

    @Option(
            names = "--message",
            paramLabel = "<message>",
            description = "What the agent is told instead, with --headless; - reads standard input.")
    private Optional<String> message = Optional.empty();

    @Option(
            names = "--allow",
            paramLabel = "<permission:pattern>",
            description = "Grant a permission to every session of the project; may be repeated.",
            converter = PermissionConverter.class)
    private List<PermissionRule> permissions = new ArrayList<>();

    @Mixin
    private final JsonOption json = new JsonOption();

    public InitCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        InitRequest request = new InitRequest(
                context.directory(project),
                harness,
                model,
                permissions,
                isReplacing ? InitRequest.Existing.REPLACE : InitRequest.Existing.KEEP);
        return isHeadless ? initHeadless(request) : initByHand(request);
    }

    private int initHeadless(InitRequest request) {
        String prompt = context.message(message.orElse(Bases.GET_TO_KNOW));
        try (Supervisor supervisor = context.host().open()) {
            return new AttendedTurn(context, json.format(), this::next)
                    .run(supervisor.turns(), observer -> supervisor.bases().initHeadless(request, prompt, observer));
        }
    }

    private int initByHand(InitRequest request) {
        requireTerminal();
        try (Supervisor supervisor = context.host().open()) {
            return new HandmadeBase(context).make(supervisor.bases(), request).number();
        }
    }

    /// Before anything starts, so that a script learns at once what it lacks.
    private void requireTerminal() {
        Console console = context.console();
        if (!console.isInteractive() || !console.out().isTerminal()) {
            throw refusal("init opens the harness's own interface, and there is no terminal to show it in");
        }
        if (json.format() == Format.JSON || message.isPresent()) {
            throw refusal("--json and --message belong to a base session that the agent makes by itself");
        }
    }

    private static KugetsuException refusal(String message) {
        return new KugetsuException(Kind.INVALID_INPUT, message, "kugetsu init --headless");
    }

    private String next(TurnReport report) {
        boolean isMade = report.outcome().filter(Outcome.SUCCEEDED::equals).isPresent();
        String ellipsis = context.console().symbols().ellipsis();
        String same = harness.map(name -> " --harness " + name).orElse("");
        return isMade
                ? "kugetsu start '#1' \"" + ellipsis + "\"" + same
                : "kugetsu init --headless again, or kugetsu doctor";
    }
}
