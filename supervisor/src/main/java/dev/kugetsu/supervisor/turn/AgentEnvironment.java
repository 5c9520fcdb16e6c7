package dev.kugetsu.supervisor.turn;

import dev.kugetsu.supervisor.access.Token;
import dev.kugetsu.supervisor.access.Tokens;
import dev.kugetsu.supervisor.home.KugetsuHome;
import dev.kugetsu.supervisor.session.Session;
import java.util.HashMap;
import java.util.Map;

/// What an agent and its hooks can know of themselves, and the token by which a `kugetsu` that they call knows
/// them. Thread-safe.
final class AgentEnvironment {

    private final KugetsuHome home;
    private final Tokens tokens;

    AgentEnvironment(KugetsuHome home, Tokens tokens) {
        this.home = home;
        this.tokens = tokens;
    }

    /// Makes a new token for the session: call it once for each launch. A session that makes a base has none.
    Map<String, String> of(TurnContext context) {
        Session session = context.session();
        Map<String, String> environment = new HashMap<>();
        environment.put("KUGETSU_HOME", home.directory().toString());
        environment.put("KUGETSU_SESSION_ID", session.sessionId().value());
        environment.put("KUGETSU_PROJECT", session.projectId().value());
        session.issueRef().ifPresent(issue -> environment.put("KUGETSU_ISSUE", issue.toString()));
        session.parentId().ifPresent(parent -> environment.put("KUGETSU_PARENT_ID", parent.value()));
        if (session.kind() != Session.Kind.BASE) {
            environment.put(Token.VARIABLE, tokens.issue(session).text());
        }
        return environment;
    }
}
