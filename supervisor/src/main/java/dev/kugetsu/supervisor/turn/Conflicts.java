package dev.kugetsu.supervisor.turn;

import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.budget.Overrun;
import dev.kugetsu.supervisor.session.Session;
import java.util.Locale;

/// What is said to somebody who was not the first.
final class Conflicts {

    private Conflicts() {}

    static KugetsuException rival(Session rival) {
        return switch (rival.kind()) {
            case ISSUE ->
                conflict(
                        "issue " + rival.label() + " is already worked on by session " + rival.sessionId() + " since "
                                + rival.createdAt(),
                        "go on with `kugetsu continue '" + rival.label() + "' \"…\"`, or end it with `kugetsu destroy '"
                                + rival.label() + "'`");
            case FREE ->
                conflict(
                        "a session of project " + rival.projectId() + " is called '" + rival.label() + "' since "
                                + rival.createdAt() + ": " + rival.sessionId(),
                        "go on with `kugetsu continue " + rival.sessionId() + " \"…\"`, or choose another name");
            case BASE ->
                conflict(
                        "a base is being made by session " + rival.sessionId() + " since " + rival.createdAt(),
                        "wait for it, or end it with `kugetsu stop " + rival.sessionId() + "`");
        };
    }

    static KugetsuException changing(Session session) {
        return conflict(
                "session " + session.sessionId() + " is being ended or brought back",
                "see `kugetsu show " + session.sessionId() + "`");
    }

    static KugetsuException running(Session session, Turn running) {
        return conflict(
                "turn " + running.turnId() + " of " + session.label() + " is "
                        + running.state().name().toLowerCase(Locale.ROOT) + " since "
                        + running.startedAt().orElse(running.createdAt()),
                "follow it with `kugetsu logs -f " + session.sessionId() + "`, or end it with `kugetsu stop "
                        + session.sessionId() + "`");
    }

    static KugetsuException overrun(Overrun overrun) {
        String setting = "budget." + overrun.scope().name().toLowerCase(Locale.ROOT) + "_*";
        return conflict(
                overrun.message(),
                overrun.until()
                                .map(at -> "it is free again at " + at + "; or raise")
                                .orElse("raise") + " `" + setting + "` in config.toml");
    }

    private static KugetsuException conflict(String message, String next) {
        return new KugetsuException(KugetsuException.Kind.CONFLICT, message, next);
    }
}
