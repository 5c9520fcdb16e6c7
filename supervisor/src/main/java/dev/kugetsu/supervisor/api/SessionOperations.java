package dev.kugetsu.supervisor.api;

import dev.kugetsu.supervisor.Explanation;
import dev.kugetsu.supervisor.Housekeeping.PrunePlan;
import dev.kugetsu.supervisor.Housekeeping.PruneReport;
import dev.kugetsu.supervisor.Messages.Receipt;
import dev.kugetsu.supervisor.Messages.SendRequest;
import dev.kugetsu.supervisor.ProjectId;
import dev.kugetsu.supervisor.SessionDetail;
import dev.kugetsu.supervisor.SessionName;
import dev.kugetsu.supervisor.SessionRole;
import dev.kugetsu.supervisor.SessionStatus;
import dev.kugetsu.supervisor.SessionView;
import dev.kugetsu.supervisor.Sessions;
import dev.kugetsu.supervisor.Sessions.DestroyReport;
import dev.kugetsu.supervisor.Sessions.Filter;
import dev.kugetsu.supervisor.Sessions.KillReport;
import dev.kugetsu.supervisor.Sessions.UndoReport;
import dev.kugetsu.supervisor.Supervisor;
import dev.kugetsu.supervisor.TurnReport;
import dev.kugetsu.supervisor.Turns;
import dev.kugetsu.supervisor.Turns.Urgency;
import dev.kugetsu.supervisor.api.Operation.Parameter;
import dev.kugetsu.supervisor.api.Operation.Verb;
import dev.kugetsu.supervisor.json.ListedSession;
import java.util.List;
import java.util.Optional;

/// Sessions and their turns.
final class SessionOperations {

    private static final String SESSIONS = "/api/v1/sessions";
    private static final String SESSION = SESSIONS + "/{session}";
    private static final Parameter PROJECT = new Parameter("project", "only of this project");

    private SessionOperations() {}

    static List<Operation> all() {
        return List.of(
                Operation.list(
                                SESSIONS,
                                "List sessions, the newest activity first",
                                ListedSession.class,
                                SessionOperations::list)
                        .asking(
                                new Parameter("scope", "live or all; live when it is missing"),
                                PROJECT,
                                new Parameter("status", "only with this status"),
                                new Parameter("role", "worker or orchestrator")),
                Operation.act(
                                Verb.POST,
                                SESSIONS,
                                "Give an issue a session and hand its first turn to the queue",
                                TurnReport.class,
                                SessionOperations::start)
                        .taking(Requests.StartSession.class)
                        .accepted(),
                Operation.act(
                                Verb.POST,
                                "/api/v1/spawn",
                                "Make a session without an issue and hand its first turn to the queue",
                                TurnReport.class,
                                SessionOperations::spawn)
                        .taking(Requests.SpawnSession.class)
                        .accepted(),
                Operation.get(
                        SESSION,
                        "Tell everything about a session",
                        SessionDetail.class,
                        (supervisor, call) -> supervisor.sessions().get(call.ref("session"))),
                Operation.get(
                        SESSION + "/why",
                        "Tell why its status is what it is",
                        Explanation.class,
                        (supervisor, call) -> supervisor.sessions().explain(call.ref("session"))),
                Operation.act(
                                Verb.PATCH,
                                SESSION,
                                "Give it a name",
                                SessionView.class,
                                (supervisor, call) -> supervisor
                                        .sessions()
                                        .rename(
                                                call.ref("session"),
                                                new SessionName(call.body(Requests.RenameSession.class)
                                                        .name())))
                        .taking(Requests.RenameSession.class),
                Operation.act(
                                Verb.POST,
                                SESSION + "/turns",
                                "Hand its next turn to the queue",
                                TurnReport.class,
                                SessionOperations::go)
                        .taking(Requests.ContinueSession.class)
                        .accepted(),
                Operation.act(
                                Verb.POST,
                                SESSION + "/stop",
                                "End its running turn, and call off what waits behind it",
                                Stopped.class,
                                SessionOperations::stop)
                        .taking(Requests.StopTurn.class),
                Operation.act(
                                Verb.POST,
                                SESSION + "/messages",
                                "Say something to its agent; the receipt says what is proven",
                                Receipt.class,
                                SessionOperations::send)
                        .taking(Requests.SendMessage.class),
                Operation.act(
                        Verb.POST,
                        SESSION + "/kill",
                        "End it; worktree and branch stay as they are",
                        KillReport.class,
                        (supervisor, call) -> supervisor.sessions().kill(call.ref("session"))),
                Operation.act(
                        Verb.POST,
                        SESSION + "/restore",
                        "Bring it back, however it was ended",
                        UndoReport.class,
                        (supervisor, call) -> supervisor.sessions().undo(call.ref("session"))),
                Operation.act(
                        Verb.DELETE,
                        SESSION,
                        "End it and remove its worktree; what that holds is preserved first",
                        DestroyReport.class,
                        (supervisor, call) -> supervisor.sessions().destroy(call.ref("session"))),
                Operation.get(
                                "/api/v1/cleanup",
                                "Find the worktrees that ended sessions have left",
                                PrunePlan.class,
                                (supervisor, call) -> supervisor
                                        .sessions()
                                        .planCleanup(call.find("project").map(ProjectId::new)))
                        .asking(PROJECT),
                Operation.act(
                                Verb.POST,
                                "/api/v1/cleanup",
                                "Remove the worktrees that ended sessions have left",
                                PruneReport.class,
                                SessionOperations::cleanup)
                        .asking(PROJECT));
    }

    /// @param turn the turn that was stopped; null when none ran
    record Stopped(Optional<TurnReport> turn) {}

    private static List<ListedSession> list(Supervisor supervisor, Call call) {
        Filter filter = new Filter(
                call.find("scope", Filter.Scope.class).orElse(Filter.Scope.LIVE),
                call.find("project"),
                call.find("status", SessionStatus.class),
                call.find("role", SessionRole.class),
                Optional.empty());
        return supervisor.sessions().list(filter).stream()
                .map(ListedSession::of)
                .toList();
    }

    private static TurnReport start(Supervisor supervisor, Call call) {
        Requests.StartSession body = call.body(Requests.StartSession.class);
        return supervisor
                .turns()
                .start(
                        new Turns.StartRequest(
                                body.issue(),
                                Call.directory(body.directory().orElse("/")),
                                body.prompt(),
                                body.harness(),
                                body.base(),
                                body.options()),
                        progress -> {});
    }

    private static TurnReport spawn(Supervisor supervisor, Call call) {
        Requests.SpawnSession body = call.body(Requests.SpawnSession.class);
        return supervisor
                .turns()
                .spawn(
                        new Turns.SpawnRequest(
                                new ProjectId(body.project()),
                                body.prompt(),
                                body.name().map(SessionName::new),
                                body.role().orElse(SessionRole.WORKER),
                                body.harness(),
                                body.base(),
                                Optional.empty(),
                                body.options()),
                        progress -> {});
    }

    private static TurnReport go(Supervisor supervisor, Call call) {
        Requests.ContinueSession body = call.body(Requests.ContinueSession.class);
        return supervisor
                .turns()
                .continueSession(
                        new Turns.ContinueRequest(call.ref("session"), body.prompt(), body.options()), progress -> {});
    }

    private static Stopped stop(Supervisor supervisor, Call call) {
        Urgency urgency = call.body(Requests.StopTurn.class).urgency().orElse(Urgency.GRACEFUL);
        return new Stopped(supervisor.turns().stop(call.ref("session"), urgency));
    }

    private static Receipt send(Supervisor supervisor, Call call) {
        String message = call.body(Requests.SendMessage.class).message();
        return supervisor.messages().send(new SendRequest(call.ref("session"), message, Optional.empty()));
    }

    private static PruneReport cleanup(Supervisor supervisor, Call call) {
        Sessions sessions = supervisor.sessions();
        return sessions.cleanup(sessions.planCleanup(call.find("project").map(ProjectId::new)));
    }
}
