package dev.kugetsu.supervisor.access;

import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.SessionId;
import dev.kugetsu.supervisor.session.Session;
import dev.kugetsu.supervisor.session.SessionDao;
import dev.kugetsu.supervisor.store.Store;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Gives tokens to the agents of sessions and recognizes them again. Thread-safe.
public final class Tokens {

    private final Store store;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    public Tokens(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /// Makes the one valid token of a session: those of its earlier turns are revoked. It ends with the
    /// session.
    public Token issue(Session session) {
        Token token = Token.random(random);
        store.write(handle -> {
            TokenDao tokens = handle.attach(TokenDao.class);
            tokens.revokeOf(session.sessionId(), clock.instant());
            tokens.insert(token.hash(), session.sessionId(), session.role(), clock.instant());
            return true;
        });
        return token;
    }

    /// When the one that is valid was made, just before its agent was launched.
    public static Optional<Instant> findIssue(Handle transaction, SessionId session) {
        return transaction.attach(TokenDao.class).findIssue(session);
    }

    /// What whoever holds a token may do.
    ///
    /// @throws KugetsuException `CONFLICT` when nobody has been given that token, or it was revoked
    public Scope scope(Token token) {
        return store.read(handle -> handle.attach(TokenDao.class)
                        .findSession(token.hash())
                        .flatMap(handle.attach(SessionDao.class)::find))
                .map(Scope::of)
                .orElseThrow(
                        () -> new KugetsuException(
                                KugetsuException.Kind.CONFLICT,
                                "KUGETSU_TOKEN holds a token that is not valid, or not any more",
                                "it ends with its session, and every turn has a new one; unset KUGETSU_TOKEN to act as the user"));
    }
}
