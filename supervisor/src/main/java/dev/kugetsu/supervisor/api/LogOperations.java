package dev.kugetsu.supervisor.api;

import dev.kugetsu.supervisor.Changes.Ended;
import dev.kugetsu.supervisor.Changes.Filter;
import dev.kugetsu.supervisor.Changes.Output;
import dev.kugetsu.supervisor.Changes.Said;
import dev.kugetsu.supervisor.Cursor;
import dev.kugetsu.supervisor.ProjectId;
import dev.kugetsu.supervisor.SessionId;
import dev.kugetsu.supervisor.Supervisor;
import dev.kugetsu.supervisor.api.Operation.Parameter;
import dev.kugetsu.supervisor.json.Json;
import dev.kugetsu.supervisor.json.LoggedChange;
import dev.kugetsu.supervisor.json.LoggedOutput;
import java.util.List;
import java.util.Optional;

/// What happens, and what agents say, to be listed and to be watched.
final class LogOperations {

    private static final Parameter AFTER =
            new Parameter("after", "a cursor: only what comes behind it; wins over the header Last-Event-ID");
    private static final Parameter LIMIT = new Parameter("limit", "at most so many; 500 when it is missing");
    private static final Parameter PROJECT = new Parameter("project", "only of this project");
    private static final Parameter SESSION = new Parameter("session", "only of the session with this id");

    private LogOperations() {}

    static List<Operation> all() {
        return List.of(
                Operation.list(
                                "/api/v1/changes",
                                "List visible changes, the oldest first",
                                LoggedChange.class,
                                (supervisor, call) -> supervisor
                                        .changes()
                                        .list(filter(call), after(call).orElse(Cursor.BEGINNING), call.limit())
                                        .stream()
                                        .map(LoggedChange::of)
                                        .toList())
                        .asking(AFTER, LIMIT, PROJECT, SESSION),
                Operation.stream(
                                "/api/v1/events",
                                "Watch visible changes: those behind the cursor, then those that come",
                                LogOperations::changes)
                        .asking(AFTER, PROJECT, SESSION),
                Operation.list(
                                "/api/v1/turns/{turn}/output",
                                "List what a turn has said",
                                LoggedOutput.class,
                                (supervisor, call) -> supervisor
                                        .changes()
                                        .listOutput(
                                                call.ref("turn"), after(call).orElse(Cursor.BEGINNING), call.limit())
                                        .stream()
                                        .map(LoggedOutput::of)
                                        .toList())
                        .asking(AFTER, LIMIT),
                Operation.stream(
                                "/api/v1/turns/{turn}/events",
                                "Watch what a turn says, until it is over",
                                LogOperations::turn)
                        .asking(AFTER),
                Operation.stream("/api/v1/output", "Watch what all turns say", LogOperations::output)
                        .asking(AFTER));
    }

    private static Filter filter(Call call) {
        return new Filter(
                call.find("project").map(ProjectId::new), call.find("session").map(SessionId::new));
    }

    private static Optional<Cursor> after(Call call) {
        return call.find("after").or(call::lastEventId).map(Cursor::parse);
    }

    private static EventStream changes(Supervisor supervisor, Call call) {
        return EventStream.of(
                supervisor.changes().subscribe(filter(call), after(call)),
                change ->
                        EventStream.event(change.cursor().toString(), change.kind(), Json.of(LoggedChange.of(change))));
    }

    private static EventStream turn(Supervisor supervisor, Call call) {
        return EventStream.of(
                supervisor.changes().subscribeOutput(call.ref("turn"), after(call)), LogOperations::frame);
    }

    private static EventStream output(Supervisor supervisor, Call call) {
        return EventStream.of(supervisor.changes().subscribeOutput(after(call)), LogOperations::frame);
    }

    private static String frame(Output output) {
        return switch (output) {
            case Said said -> EventStream.event(said.cursor().toString(), said.kind(), Json.of(LoggedOutput.of(said)));
            case Ended ended -> EventStream.event("end", Json.of(ended));
        };
    }
}
