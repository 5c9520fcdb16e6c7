package dev.kugetsu.supervisor.api;

import dev.kugetsu.supervisor.Audit.Difference;
import dev.kugetsu.supervisor.Audit.Repair;
import dev.kugetsu.supervisor.Configuration.SettingView;
import dev.kugetsu.supervisor.Configuration.TrustView;
import dev.kugetsu.supervisor.Housekeeping.Finding;
import dev.kugetsu.supervisor.Housekeeping.PrunePlan;
import dev.kugetsu.supervisor.Housekeeping.PruneReport;
import dev.kugetsu.supervisor.ProjectId;
import dev.kugetsu.supervisor.ProjectRegistry.AddRequest;
import dev.kugetsu.supervisor.ProjectRegistry.ProjectView;
import dev.kugetsu.supervisor.ProjectRegistry.RemovalReport;
import dev.kugetsu.supervisor.Supervisor;
import dev.kugetsu.supervisor.TurnQueue.QueueView;
import dev.kugetsu.supervisor.TurnQueue.QueuedTurn;
import dev.kugetsu.supervisor.api.Operation.Audience;
import dev.kugetsu.supervisor.api.Operation.Parameter;
import dev.kugetsu.supervisor.api.Operation.Shape;
import dev.kugetsu.supervisor.api.Operation.Value;
import dev.kugetsu.supervisor.api.Operation.Verb;
import java.util.List;
import java.util.Optional;

/// The queue, the projects, and whatever else belongs to the home as a whole.
final class HomeOperations {

    static final Parameter DIRECTORY = new Parameter("directory", "an absolute folder");

    private HomeOperations() {}

    static List<Operation> all() {
        return List.of(
                Operation.get(
                        "/api/v1/queue",
                        "Tell what waits, and why",
                        QueueView.class,
                        (supervisor, call) -> supervisor.queue().list()),
                new Operation(
                        Verb.DELETE,
                        "/api/v1/queue/{turn}",
                        "Call off a turn that waits, or all of a session",
                        List.of(),
                        Optional.empty(),
                        new Value(
                                QueuedTurn.class,
                                Shape.ARRAY,
                                (supervisor, call) -> supervisor.queue().cancel(call.ref("turn"))),
                        200,
                        Audience.AGENTS_TOO),
                Operation.silently(
                                Verb.POST,
                                "/api/v1/queue/pause",
                                "Launch nothing from now on; what runs goes on",
                                HomeOperations::pause)
                        .taking(Requests.PauseQueue.class),
                Operation.act(
                        Verb.POST,
                        "/api/v1/queue/resume",
                        "Go on",
                        Resumed.class,
                        (supervisor, call) -> new Resumed(supervisor.queue().resume())),
                Operation.list(
                        "/api/v1/projects",
                        "List the registered repositories",
                        ProjectView.class,
                        (supervisor, call) -> supervisor.projects().list()),
                Operation.act(
                                Verb.POST,
                                "/api/v1/projects",
                                "Register a repository",
                                ProjectView.class,
                                HomeOperations::addProject)
                        .taking(Requests.AddProject.class),
                Operation.get(
                        "/api/v1/projects/{project}",
                        "Tell of one project",
                        ProjectView.class,
                        (supervisor, call) -> supervisor.projects().get(new ProjectId(call.path("project")))),
                Operation.act(
                        Verb.DELETE,
                        "/api/v1/projects/{project}",
                        "End its sessions, preserve their work and archive it",
                        RemovalReport.class,
                        (supervisor, call) -> supervisor.projects().remove(new ProjectId(call.path("project")))),
                Operation.get(
                        "/api/v1/prune",
                        "Find what belongs to nobody any more",
                        PrunePlan.class,
                        (supervisor, call) -> supervisor.housekeeping().planPrune()),
                Operation.act(
                        Verb.POST,
                        "/api/v1/prune",
                        "Remove what belongs to nobody any more; work is preserved first",
                        PruneReport.class,
                        (supervisor, call) -> supervisor
                                .housekeeping()
                                .prune(supervisor.housekeeping().planPrune())),
                Operation.list(
                                "/api/v1/doctor",
                                "Examine this machine and this home",
                                Finding.class,
                                (supervisor, call) -> supervisor.housekeeping().diagnose(call.directory()))
                        .asking(DIRECTORY),
                Operation.list(
                        "/api/v1/audit",
                        "Compare what is recorded with what is there",
                        Difference.class,
                        (supervisor, call) -> supervisor.audit().examine()),
                Operation.act(
                        Verb.POST,
                        "/api/v1/audit/fix",
                        "Repair what can be repaired for certain",
                        Repair.class,
                        (supervisor, call) ->
                                supervisor.audit().fix(supervisor.audit().examine())),
                Operation.list(
                                "/api/v1/config",
                                "List the settings as they hold in a folder",
                                SettingView.class,
                                (supervisor, call) -> supervisor.configuration().list(call.directory()))
                        .asking(DIRECTORY),
                Operation.get(
                                "/api/v1/trust",
                                "Show what a repository's own configuration would run or permit",
                                TrustView.class,
                                (supervisor, call) -> supervisor.configuration().examine(call.directory()))
                        .asking(DIRECTORY),
                Operation.act(
                                Verb.POST,
                                "/api/v1/trust",
                                "Trust that very content",
                                TrustView.class,
                                HomeOperations::trust)
                        .taking(Requests.Trust.class),
                Operation.silently(Verb.DELETE, "/api/v1/trust", "Take the trust back", HomeOperations::distrust)
                        .asking(DIRECTORY));
    }

    /// @param resumed whether it was paused
    record Resumed(boolean resumed) {}

    private static Object pause(Supervisor supervisor, Call call) {
        supervisor.queue().pause(call.body(Requests.PauseQueue.class).reason().orElse("somebody has asked for it"));
        return "";
    }

    private static Object addProject(Supervisor supervisor, Call call) {
        Requests.AddProject body = call.body(Requests.AddProject.class);
        return supervisor
                .projects()
                .add(new AddRequest(Call.directory(body.directory()), body.id().map(ProjectId::new), body.name()));
    }

    private static Object trust(Supervisor supervisor, Call call) {
        Requests.Trust body = call.body(Requests.Trust.class);
        return supervisor.configuration().trust(Call.directory(body.directory()), body.digest());
    }

    private static Object distrust(Supervisor supervisor, Call call) {
        supervisor.configuration().distrust(call.directory());
        return "";
    }
}
