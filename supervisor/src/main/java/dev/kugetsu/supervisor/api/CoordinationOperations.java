package dev.kugetsu.supervisor.api;

import dev.kugetsu.supervisor.ProjectId;
import dev.kugetsu.supervisor.Supervisor;
import dev.kugetsu.supervisor.api.Operation.Parameter;
import dev.kugetsu.supervisor.api.Operation.Shape;
import dev.kugetsu.supervisor.api.Operation.Value;
import dev.kugetsu.supervisor.coordination.Caller;
import dev.kugetsu.supervisor.coordination.Coordination.Mode;
import dev.kugetsu.supervisor.coordination.Verb;
import dev.kugetsu.supervisor.coordination.Verb.Effect;
import dev.kugetsu.supervisor.coordination.Verbs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How agents get along with each other: one operation for each verb. The user acts as the operator, or as
/// the agent session that the request names; an agent acts as itself.
final class CoordinationOperations {

    static final Parameter AS = new Parameter("as", "the agent session that does it; not for agents");
    static final Parameter PROJECT = new Parameter("project", "the project that is meant");
    static final Parameter DIRECTORY = new Parameter("directory", "or an absolute folder of its repository");
    private static final Parameter DRY_RUN = new Parameter("dry_run", "true: tell what would come of it");

    private CoordinationOperations() {}

    static List<Operation> all() {
        List<Operation> operations = new ArrayList<>();
        Verbs.all().forEach(verb -> operations.add(operation(verb)));
        return operations;
    }

    /// Where a verb is done.
    static String path(Verb<?, ?> verb) {
        return "/api/v1/coordination/" + verb.name();
    }

    private static <Q extends Record, R> Operation operation(Verb<Q, R> verb) {
        List<Parameter> parameters = new ArrayList<>(List.of(AS, PROJECT, DIRECTORY));
        if (verb.effect() == Effect.CHANGES) {
            parameters.add(DRY_RUN);
        }
        Operation operation = new Operation(
                Operation.Verb.POST,
                path(verb),
                verb.summary(),
                parameters,
                Optional.of(verb.request()),
                new Value(
                        verb.answer(),
                        switch (verb.shape()) {
                            case ONE -> Shape.OBJECT;
                            case MANY -> Shape.ARRAY;
                        },
                        (supervisor, call) -> perform(verb, supervisor, call)),
                200,
                Operation.Audience.AGENTS_TOO);
        return Verbs.mayWait(verb) ? operation.waiting() : operation;
    }

    private static <Q extends Record, R> Object perform(Verb<Q, R> verb, Supervisor supervisor, Call call) {
        return supervisor.coordination().perform(verb, call.body(verb.request()), caller(call), mode(call));
    }

    private static Caller caller(Call call) {
        Caller agent = agent(call);
        return agent.session().isPresent() ? agent : agent.asOperator();
    }

    /// The agent session that the request names, or one that is not known yet.
    static Caller agent(Call call) {
        Path directory = call.find("directory").map(Call::directory).orElse(Path.of("/"));
        Caller somebody = Caller.in(directory).of(call.find("project").map(ProjectId::new));
        return call.find("as").map(somebody::asSession).orElse(somebody);
    }

    private static Mode mode(Call call) {
        return switch (call.find("dry_run").orElse("false")) {
            case "true" -> Mode.REHEARSE;
            case "false" -> Mode.COMMIT;
            case String other ->
                throw new HttpFailure(
                        400, "invalid_input", "'" + other + "' is no value of `dry_run`", "give true or false");
        };
    }
}
