package dev.kugetsu.cli.command;

import dev.kugetsu.supervisor.ProjectId;
import dev.kugetsu.supervisor.coordination.Caller;
import dev.kugetsu.supervisor.coordination.Caller.Standing;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// Who calls: what the options say, then the environment, then the program that has called, and a person at a
/// terminal of whom nothing else is known, and which no agent has opened. Whoever gives a name may speak for
/// several, and no process is watched for them.
final class CallerOptions {

    /// Names the agent session, whatever the harness calls it.
    private static final String SESSION = "KUGETSU_SESSION";

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

    Caller caller(SharedContext context) {
        Optional<String> named = text(session)
                .or(() ->
                        Optional.ofNullable(context.environment().get(SESSION)).filter(id -> !id.isBlank()));
        Caller told = context.host().told(Caller.in(context.directory()), context.environment());
        boolean isOperator = Boolean.TRUE.equals(operator.getValue());
        return new Caller(
                Optional.empty(),
                isOperator ? Optional.empty() : named.or(told::session),
                told.harness(),
                isOperator || named.isPresent()
                        ? Optional.empty()
                        : context.host().findCaller(),
                isOperator
                                || (named.isEmpty()
                                        && told.session().isEmpty()
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
