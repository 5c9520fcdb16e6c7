package dev.kugetsu.supervisor.agent;

import dev.kugetsu.supervisor.IssueRef;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.KugetsuException.Kind;
import dev.kugetsu.supervisor.RemoteKey;
import dev.kugetsu.supervisor.coordination.AgentVerbs.ClaimIssue;
import dev.kugetsu.supervisor.coordination.AgentVerbs.ClaimView;
import dev.kugetsu.supervisor.coordination.AgentVerbs.ReleaseIssue;
import dev.kugetsu.supervisor.coordination.JournalKind;
import dev.kugetsu.supervisor.project.Projects;
import dev.kugetsu.supervisor.verb.Desk;
import dev.kugetsu.supervisor.verb.Texts;
import java.util.Optional;

/// What agents say they work on: shared, and in nobody's way. Thread-safe.
final class Claims {

    private final Projects projects;

    Claims(Projects projects) {
        this.projects = projects;
    }

    ClaimView claim(Desk desk, ClaimIssue request) {
        IssueRef issue = issue(desk, request.issue());
        request.prompt().ifPresent(prompt -> Texts.body("the prompt", prompt));
        String session = session(desk);
        ClaimDao claims = desk.rows(ClaimDao.class);
        boolean isNew = claims.insert(session, issue, request.prompt(), desk.now());
        if (isNew) {
            desk.record(JournalKind.ISSUE_CLAIMED, Optional.of(issue.toString()), Optional.empty());
        } else {
            request.prompt().ifPresent(prompt -> claims.setPrompt(session, issue, prompt));
        }
        return claims.findOpen(session, issue).orElseThrow().view(isNew);
    }

    ClaimView release(Desk desk, ReleaseIssue request) {
        IssueRef issue = issue(desk, request.issue());
        String session = session(desk);
        ClaimDao claims = desk.rows(ClaimDao.class);
        Claim claim = claims.findOpen(session, issue)
                .orElseThrow(() -> new KugetsuException(
                        Kind.NOT_FOUND,
                        "agent session '" + session + "' has no open claim on " + issue,
                        "see its claims with `kugetsu agent show " + session + "`"));
        claims.release(claim.claimId(), desk.now());
        desk.record(JournalKind.ISSUE_RELEASED, Optional.of(issue.toString()), Optional.empty());
        return claims.find(claim.claimId()).orElseThrow().view(false);
    }

    private static String session(Desk desk) {
        return desk.actor()
                .agentSession()
                .orElseThrow(() -> new KugetsuException(
                        Kind.INVALID_INPUT,
                        desk.actor().agent() + " has no agent session, and only those claim issues",
                        "run `kugetsu agent register` first, or pass --session"));
    }

    private IssueRef issue(Desk desk, String text) {
        Optional<RemoteKey> here =
                projects.get(desk.project()).remote().flatMap(remote -> RemoteKey.fromUrl("https://" + remote));
        return IssueRef.parse(text, here);
    }
}
