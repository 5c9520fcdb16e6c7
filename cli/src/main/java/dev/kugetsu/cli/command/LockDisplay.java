package dev.kugetsu.cli.command;

import dev.kugetsu.cli.output.Console;
import dev.kugetsu.cli.output.Table;
import dev.kugetsu.cli.output.TerminalText;
import dev.kugetsu.supervisor.coordination.LockVerbs.LockKind;
import dev.kugetsu.supervisor.coordination.LockVerbs.LockView;
import dev.kugetsu.supervisor.coordination.LockVerbs.ReleasedLock;
import java.util.List;
import java.util.Locale;

/// Shows locks to people.
final class LockDisplay {

    private LockDisplay() {}

    static void acquired(Console console, LockView lock) {
        console.say((lock.created() ? "locked " : "renewed the lock on ") + name(lock) + " until " + lock.expiresAt());
    }

    static void released(Console console, ReleasedLock released) {
        console.say((released.lock().isPresent() ? "unlocked " : "no lock held on ")
                + TerminalText.oneLine(released.key()));
    }

    static void list(Console console, List<LockView> locks) {
        if (locks.isEmpty()) {
            console.say("nothing is locked");
            return;
        }
        Table table = new Table("LOCKED", "BY", "SESSION", "UNTIL", "OWNER", "HOLDS", "REASON");
        for (LockView lock : locks) {
            table.row(
                    name(lock),
                    lock.agent(),
                    lock.agentSessionId().orElse("-"),
                    lock.expiresAt().toString(),
                    lock.ownerPresence().name().toLowerCase(Locale.ROOT),
                    lock.live() ? "yes" : "no",
                    lock.reason().orElse("-"));
        }
        table.print(console);
    }

    private static String name(LockView lock) {
        return TerminalText.oneLine(lock.kind() == LockKind.PATH ? lock.key() : "resource " + lock.key());
    }
}
