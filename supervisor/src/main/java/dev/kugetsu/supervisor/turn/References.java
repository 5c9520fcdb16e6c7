package dev.kugetsu.supervisor.turn;

import dev.kugetsu.supervisor.IssueRef;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.SessionId;
import dev.kugetsu.supervisor.SessionName;
import dev.kugetsu.supervisor.SessionRef;
import dev.kugetsu.supervisor.TurnId;
import dev.kugetsu.supervisor.project.Projects;
import dev.kugetsu.supervisor.session.Session;
import dev.kugetsu.supervisor.session.SessionDao;
import dev.kugetsu.supervisor.session.SessionWorktree;
import dev.kugetsu.supervisor.session.WorktreeDao;
import dev.kugetsu.supervisor.store.Store;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Finds the session that a user means. Thread-safe.
public final class References {

    /// As many candidates as an error names.
    private static final int CANDIDATES = 6;

    private final Store store;
    private final Projects projects;
    private final NamedSessions names;

    public References(Store store, Projects projects) {
        this.store = store;
        this.projects = projects;
        this.names = new NamedSessions(store, projects);
    }

    /// The live session that is meant.
    ///
    /// @throws KugetsuException `NOT_FOUND`, or `INVALID_INPUT` when the text names nothing or too much
    public Session getLive(SessionRef ref) {
        Session session = get(ref);
        if (!session.isLive()) {
            throw new KugetsuException(
                    KugetsuException.Kind.NOT_FOUND,
                    "session " + session.sessionId() + " of " + session.label() + " was ended at "
                            + session.endedAt().orElseThrow(),
                    "bring it back with `kugetsu undo " + session.sessionId() + "`, or start the issue anew");
        }
        return session;
    }

    /// The session that is meant: the live one of an issue or a name, else the one that was ended last.
    ///
    /// @throws KugetsuException like {@link #getLive}, and `INVALID_INPUT` when it is of another project
    public Session get(SessionRef ref) {
        Session session = find(ref);
        ref.project().filter(project -> !project.equals(session.projectId())).ifPresent(project -> {
            throw new KugetsuException(
                    KugetsuException.Kind.INVALID_INPUT,
                    "session " + session.sessionId() + " of " + session.label() + " belongs to project '"
                            + session.projectId() + "', not to '" + project + "'",
                    "leave --project out, or name the right one");
        });
        return session;
    }

    private Session find(SessionRef ref) {
        String text = ref.text().strip();
        if (text.startsWith(SessionId.PREFIX)) {
            return store.read(handle -> unique(
                    text,
                    handle.attach(SessionDao.class).listByPrefix(text, CANDIDATES),
                    session -> session.sessionId().value()));
        }
        if (text.startsWith(TurnId.PREFIX)) {
            SessionId session = getTurn(text).sessionId();
            return store.read(
                    handle -> handle.attach(SessionDao.class).find(session).orElseThrow());
        }
        return SessionName.isName(text)
                ? names.get(new SessionName(text), ref)
                : ofIssue(IssueRef.parse(text, projects.remoteAt(ref.directory())));
    }

    private Session ofIssue(IssueRef issue) {
        return store.read(handle -> {
                    SessionDao sessions = handle.attach(SessionDao.class);
                    return sessions.findLive(issue)
                            .or(() -> sessions.listByIssue(issue).stream().findFirst());
                })
                .orElseThrow(() -> new KugetsuException(
                        KugetsuException.Kind.NOT_FOUND,
                        "there is no session for " + issue,
                        "begin one with `kugetsu start '" + issue + "' \"…\"`"));
    }

    /// The turn that is meant: the named one, or the current one of the session that is.
    ///
    /// @throws KugetsuException `NOT_FOUND` also when the session has had no turn
    public Turn getTurn(SessionRef ref) {
        String text = ref.text().strip();
        if (text.startsWith(TurnId.PREFIX)) {
            return getTurn(text);
        }
        Session session = get(ref);
        return findCurrentTurn(session)
                .orElseThrow(() -> new KugetsuException(
                        KugetsuException.Kind.NOT_FOUND, "session " + session.sessionId() + " has had no turn"));
    }

    /// The turn that tells how a session is doing: the one that runs, else the next that waits, else the one
    /// that ended last; empty when it has had none.
    public Optional<Turn> findCurrentTurn(Session session) {
        return store.read(handle -> handle.attach(TurnDao.class).findCurrent(session.sessionId()));
    }

    /// The turn that a reference names by its own id; empty when it names a session.
    Optional<Turn> findNamedTurn(SessionRef ref) {
        String text = ref.text().strip();
        return text.startsWith(TurnId.PREFIX) ? Optional.of(getTurn(text)) : Optional.empty();
    }

    /// The turns of a session that have not ended, the oldest first.
    public List<Turn> listOpenTurns(Session session) {
        return store.read(handle -> handle.attach(TurnDao.class).listOf(session.sessionId())).stream()
                .filter(turn -> !turn.state().isTerminal())
                .toList();
    }

    SessionWorktree getWorktree(Session session) {
        return store.read(handle -> handle.attach(WorktreeDao.class).find(session.sessionId()))
                .orElseThrow(() -> new KugetsuException(
                        KugetsuException.Kind.INVALID_INPUT,
                        "session " + session.sessionId() + " makes a base and has no further turns"));
    }

    private Turn getTurn(String prefix) {
        return store.read(handle -> unique(
                prefix,
                handle.attach(TurnDao.class).listByPrefix(prefix, CANDIDATES),
                turn -> turn.turnId().value()));
    }

    private static <T> T unique(String prefix, List<T> candidates, Function<T, String> id) {
        Optional<T> exact = candidates.stream()
                .filter(candidate -> id.apply(candidate).equals(prefix))
                .findFirst();
        if (exact.isPresent()) {
            return exact.get();
        }
        if (candidates.isEmpty()) {
            throw new KugetsuException(
                    KugetsuException.Kind.NOT_FOUND, "nothing has the id '" + prefix + "'", "see `kugetsu list --all`");
        }
        if (candidates.size() > 1) {
            throw new KugetsuException(
                    KugetsuException.Kind.INVALID_INPUT,
                    "'" + prefix + "' is ambiguous: it may be "
                            + String.join(", ", candidates.stream().map(id).toList()),
                    "write more of the id");
        }
        return candidates.getFirst();
    }
}
