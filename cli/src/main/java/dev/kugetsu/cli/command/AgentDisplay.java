package dev.kugetsu.cli.command;

import dev.kugetsu.cli.output.Amounts;
import dev.kugetsu.cli.output.Console;
import dev.kugetsu.cli.output.Table;
import dev.kugetsu.cli.output.TerminalText;
import dev.kugetsu.supervisor.coordination.AgentVerbs.AgentView;
import dev.kugetsu.supervisor.coordination.AgentVerbs.ClaimView;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Shows agents to people.
record AgentDisplay(InstantSource clock) {

    void registered(Console console, AgentView agent) {
        console.print(agent.agent());
        console.say("agent session " + TerminalText.oneLine(agent.agentSessionId()) + " in project " + agent.project());
    }

    void heartbeat(Console console, AgentView agent) {
        console.say(agent.agent() + " is " + word(agent.presence()));
    }

    void ended(Console console, AgentView agent) {
        console.say(agent.agent() + " has ended: "
                + agent.endReason().map(AgentDisplay::word).orElse("?"));
    }

    void list(Console console, List<AgentView> agents) {
        if (agents.isEmpty()) {
            console.say("nobody is here");
            return;
        }
        Table table = new Table("AGENT", "SESSION", "ROLE", "HARNESS", "MODEL", "BRANCH", "SEEN", "PRESENCE", "CLAIMS");
        for (AgentView agent : agents) {
            table.row(
                    agent.agent(),
                    agent.agentSessionId(),
                    dash(agent.role()),
                    dash(agent.harness()),
                    dash(agent.model()),
                    dash(agent.branch()),
                    age(agent.lastSeenAt()),
                    status(agent),
                    String.join(
                            " ",
                            agent.claims().stream().map(ClaimView::issueRef).toList()));
        }
        table.print(console);
    }

    void show(Console console, AgentView agent) {
        Table table = new Table("AGENT", agent.agent());
        table.row("session", agent.agentSessionId())
                .row("role", dash(agent.role()))
                .row("project", agent.project())
                .row("harness", dash(agent.harness()))
                .row("model", dash(agent.model()))
                .row("mode", dash(agent.mode()))
                .row("host", agent.host().orElse("this one"))
                .row("branch", dash(agent.branch()))
                .row("process", agent.pid().map(Object::toString).orElse("-"))
                .row("presence", status(agent) + ", seen " + age(agent.lastSeenAt()) + " ago");
        agent.claims().forEach(claim -> table.row("claim", claim(claim)));
        table.print(console);
        if (agent.claims().isEmpty()) {
            console.say("it has claimed nothing");
        }
    }

    void claimed(Console console, ClaimView claim) {
        console.say((claim.created() ? "claimed " : "had claimed ") + TerminalText.oneLine(claim.issueRef()));
    }

    void released(Console console, ClaimView claim) {
        console.say("released " + TerminalText.oneLine(claim.issueRef()));
    }

    private String claim(ClaimView claim) {
        return claim.issueRef() + " since " + age(claim.claimedAt())
                + claim.releasedAt().map(at -> ", released " + age(at) + " ago").orElse("")
                + claim.prompt().map(prompt -> ": " + prompt).orElse("");
    }

    private static String status(AgentView agent) {
        return word(agent.presence())
                + agent.endReason().map(reason -> ": " + word(reason)).orElse("");
    }

    private String age(Instant moment) {
        return Amounts.roughly(Duration.between(moment, clock.instant()));
    }

    private static String dash(Optional<String> text) {
        return text.orElse("-");
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
