package dev.kugetsu.cli.command;

import dev.kugetsu.cli.output.Amounts;
import dev.kugetsu.cli.output.Console;
import dev.kugetsu.cli.output.Table;
import dev.kugetsu.cli.output.TerminalText;
import dev.kugetsu.supervisor.coordination.ReservationVerbs;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.CaptureView;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.ReservationGrant;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.ReservationView;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.WouldCommit;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;

/// Shows reservations to people.
record ReservationDisplay(InstantSource clock) {

    private static final int SHORT_ID = 10;
    private static final int MOST_FILES = 20;

    /// The token alone goes to standard output, for a variable of the shell.
    void reserved(Console console, ReservationGrant grant) {
        ReservationView reservation = grant.reservation();
        grant.token().ifPresent(console::print);
        console.say((grant.created() ? "made and reserved branch " : "reserved branch ") + branch(reservation)
                + " from " + shortId(reservation.anchor()) + " with fence " + reservation.fence()
                + reservation.leaseUntil().map(end -> " until " + end).orElse(""));
        grant.token()
                .ifPresent(token -> console.say("the token is told only now; set " + ReservationVerbs.TOKEN_VARIABLE
                        + " to it where somebody else is to write the branch for you"));
    }

    void renewed(Console console, ReservationView reservation) {
        console.say("branch " + branch(reservation) + " is reserved for " + reservation.agent()
                + reservation.leaseUntil().map(end -> " until " + end).orElse(""));
    }

    void released(Console console, ReservationView reservation) {
        console.say("released branch " + branch(reservation) + ": " + word(reservation.state()));
    }

    void captured(Console console, CaptureView capture) {
        if (capture.wouldCommit().isPresent()) {
            console.say(would(capture.wouldCommit().get(), branch(capture.reservation())));
            return;
        }
        if (capture.commit().isEmpty()) {
            console.say("nothing has changed, and nothing was committed to " + branch(capture.reservation()));
            return;
        }
        console.print(capture.commit().get());
        console.say("committed to " + branch(capture.reservation()));
    }

    /// On one line, for the names of files are texts of others.
    private static String would(WouldCommit would, String branch) {
        if (would.fileCount() == 0) {
            return "would commit nothing to " + branch + ", for nothing has changed";
        }
        List<String> shown = would.files().subList(0, Math.min(would.files().size(), MOST_FILES));
        int more = would.fileCount() - shown.size();
        return "would commit " + Amounts.counted(would.fileCount(), "file") + " to " + branch + ": "
                + TerminalText.oneLine(String.join(", ", shown)) + (more > 0 ? " and " + more + " more" : "");
    }

    void ready(Console console, ReservationView reservation) {
        console.say("branch " + branch(reservation) + " is ready at "
                + shortId(reservation.readyCommit().orElse("-")));
    }

    void list(Console console, List<ReservationView> reservations) {
        if (reservations.isEmpty()) {
            console.say("no branch is reserved");
            return;
        }
        Table table = new Table("BRANCH", "BY", "SESSION", "FENCE", "FROM", "SINCE", "STATE", "OWNER", "READY", "TASK");
        for (ReservationView reservation : reservations) {
            table.row(
                    reservation.branch(),
                    reservation.agent(),
                    reservation.agentSessionId().or(reservation::session).orElse("-"),
                    Long.toString(reservation.fence()),
                    shortId(reservation.anchor()),
                    Amounts.roughly(Duration.between(reservation.reservedAt(), clock.instant())),
                    reservation.endedAt().isPresent() ? word(reservation.state()) : word(reservation.hold()),
                    word(reservation.ownerPresence()),
                    reservation.readyCommit().map(ReservationDisplay::shortId).orElse("-"),
                    reservation.task().orElse("-"));
        }
        table.print(console);
    }

    private static String branch(ReservationView reservation) {
        return TerminalText.oneLine(reservation.branch());
    }

    private static String shortId(String commit) {
        return commit.substring(0, Math.min(SHORT_ID, commit.length()));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
