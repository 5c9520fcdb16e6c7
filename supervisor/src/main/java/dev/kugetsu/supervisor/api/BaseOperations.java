package dev.kugetsu.supervisor.api;

import dev.kugetsu.supervisor.Bases;
import dev.kugetsu.supervisor.Bases.BaseView;
import dev.kugetsu.supervisor.Bases.InitRequest;
import dev.kugetsu.supervisor.Bases.InitRequest.Existing;
import dev.kugetsu.supervisor.Supervisor;
import dev.kugetsu.supervisor.TurnReport;
import dev.kugetsu.supervisor.api.Operation.Parameter;
import dev.kugetsu.supervisor.api.Operation.Verb;
import java.util.List;

/// Base sessions; they are the user's affair alone.
final class BaseOperations {

    private static final String BASE = "/api/v1/base";
    private static final Parameter HARNESS = new Parameter("harness", "whose; may be missing when there is but one");

    private BaseOperations() {}

    static List<Operation> all() {
        return List.of(
                Operation.list(
                                "/api/v1/bases",
                                "List the base sessions of a repository, one for each harness that has one",
                                BaseView.class,
                                (supervisor, call) -> supervisor.bases().listLive(call.directory()))
                        .asking(HomeOperations.DIRECTORY)
                        .forUser(),
                Operation.get(
                                BASE,
                                "Tell of the base session of a repository",
                                BaseView.class,
                                (supervisor, call) -> supervisor.bases().get(call.directory(), call.find("harness")))
                        .asking(HomeOperations.DIRECTORY, HARNESS)
                        .forUser(),
                Operation.act(
                                Verb.POST,
                                BASE,
                                "Hand the turn that makes the base session of a repository to the queue",
                                TurnReport.class,
                                BaseOperations::make)
                        .taking(Requests.MakeBase.class)
                        .accepted()
                        .forUser(),
                Operation.act(
                                Verb.DELETE,
                                BASE,
                                "Delete the base session of a repository; its forks stay",
                                BaseView.class,
                                (supervisor, call) ->
                                        supervisor.bases().destroy(call.directory(), call.find("harness")))
                        .asking(HomeOperations.DIRECTORY, HARNESS)
                        .forUser());
    }

    private static Object make(Supervisor supervisor, Call call) {
        Requests.MakeBase body = call.body(Requests.MakeBase.class);
        InitRequest request = new InitRequest(
                Call.directory(body.directory()),
                body.harness(),
                body.model(),
                Requests.permissions(body.allow()),
                body.existing().orElse(Existing.KEEP));
        return supervisor.bases().queueInit(request, body.prompt().orElse(Bases.GET_TO_KNOW), progress -> {});
    }
}
