package dev.kugetsu.cli.command;

import dev.kugetsu.supervisor.ProjectId;
import dev.kugetsu.supervisor.coordination.Caller;
import dev.kugetsu.supervisor.coordination.Caller.Standing;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// Who calls: what the options say, then the environment, then the program that has called, and a person at a
/// terminal of whom nothing else is known. Whoever gives a name may speak for several, and no process is
/// watched for them.
final class CallerOptions {

    /// Names the agent session, whatever the harness calls it.
    private static final String SESSION = "KUGETSU_SESSION";

    /// claude-code 2.1: the variable that its shells have, before and after it was renamed.
    private static final Map<String, List<String>> OF_HARNESSES =
            Map.of("claude-code", List.of("CLAUDE_CODE_SESSION_ID", "CLAUDE_SESSION_ID"));

    private final OptionSpec session = OptionSpec.builder("--session")
            .paramLabel("<id>")
            .type(String.class)
            .description("The agent session that you are; known from the environment of most agents.")
            .build();
    private final OptionSpec operator = OptionSpec.builder("--operator")
            .arity("0")
            .type(boolean.class)
            .description("Act as the person whose machine it is.")
            .build();
    private final OptionSpec project = OptionSpec.builder("-p", "--project")
            .paramLabel("<project>")
            .type(String.class)
            .description("The project, if not the one of this folder.")
            .build();

    void addTo(CommandSpec spec) {
        spec.add(session).add(operator).add(project);
    }

    Caller caller(CommandContext context) {
        Optional<String> named =
                text(session).or(() -> Optional.ofNullable(context.environment().get(SESSION)));
        Optional<Map.Entry<String, String>> told = OF_HARNESSES.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream()
                        .map(variable -> context.environment().get(variable))
                        .filter(id -> id != null && !id.isBlank())
                        .map(id -> Map.entry(entry.getKey(), id)))
                .findFirst();
        boolean isOperator = Boolean.TRUE.equals(operator.getValue());
        return new Caller(
                Optional.empty(),
                isOperator ? Optional.empty() : named.or(() -> told.map(Map.Entry::getValue)),
                told.map(Map.Entry::getKey),
                isOperator || named.isPresent()
                        ? Optional.empty()
                        : context.host().findCaller(),
                isOperator
                                || (named.isEmpty()
                                        && told.isEmpty()
                                        && context.console().isInteractive())
                        ? Standing.OPERATOR
                        : Standing.AGENT,
                text(project).map(ProjectId::new),
                context.directory());
    }

    private static Optional<String> text(OptionSpec option) {
        return Optional.ofNullable(option.getValue());
    }
}
