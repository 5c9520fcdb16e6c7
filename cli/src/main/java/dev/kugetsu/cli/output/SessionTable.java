package dev.kugetsu.cli.output;

import dev.kugetsu.supervisor.SessionView;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/// Sessions in a table.
public final class SessionTable {

    private SessionTable() {}

    public static Table of(List<SessionView> sessions, Instant now) {
        Table table = new Table("WORK", "STATUS", "SESSION", "HARNESS", "TURNS", "ACTIVE", "WHY");
        for (SessionView session : sessions) {
            table.row(
                    session.label(),
                    session.status().name().toLowerCase(Locale.ROOT),
                    session.sessionId(),
                    session.harness(),
                    Integer.toString(session.turns()),
                    Amounts.age(session.lastActivityAt(), now),
                    session.statusReason());
        }
        return table;
    }
}
