package dev.kugetsu.cli.command;

import dev.kugetsu.cli.output.Format;
import dev.kugetsu.cli.output.SessionTable;
import dev.kugetsu.supervisor.SessionView;
import dev.kugetsu.supervisor.json.Json;
import dev.kugetsu.supervisor.json.ListedSession;
import java.util.List;

/// Sessions as a table or as an array.
///
/// @param hint what is said when there is none
record SessionListing(SharedContext context, Format format, String hint) {

    void print(List<SessionView> sessions) {
        if (format == Format.JSON) {
            context.console()
                    .print(Json.of(sessions.stream().map(ListedSession::of).toList()));
        } else if (sessions.isEmpty()) {
            context.console().say(hint);
        } else {
            SessionTable.of(sessions, context.clock().instant()).print(context.console());
        }
    }
}
