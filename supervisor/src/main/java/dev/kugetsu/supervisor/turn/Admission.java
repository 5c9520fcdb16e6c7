package dev.kugetsu.supervisor.turn;

import dev.kugetsu.adapters.Deadlines;
import dev.kugetsu.adapters.Processes;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.TurnId;
import dev.kugetsu.supervisor.Turns;
import dev.kugetsu.supervisor.home.KugetsuHome;
import dev.kugetsu.supervisor.session.Session;
import dev.kugetsu.supervisor.session.SessionDao;
import dev.kugetsu.supervisor.session.SessionWorktree;
import dev.kugetsu.supervisor.session.WorktreeDao;
import dev.kugetsu.supervisor.store.RandomId;
import dev.kugetsu.supervisor.store.Store;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/// Records turns before anything acts on them. Thread-safe.
final class Admission {

    private final Store store;
    private final KugetsuHome home;
    private final RandomId ids;
    private final Processes processes;
    private final Clock clock;

    Admission(Store store, KugetsuHome home, RandomId ids, Processes processes, Clock clock) {
        this.store = store;
        this.home = home;
        this.ids = ids;
        this.processes = processes;
        this.clock = clock;
    }

    /// Records a new session and its first turn.
    ///
    /// @param worktree as it is to be made; empty for the session that makes a base
    /// @throws KugetsuException `CONFLICT` when there is a live session for the same
    TurnId admitFirst(Session session, Optional<SessionWorktree> worktree, Draft draft) {
        return admit(draft, (handle, turn) -> {
            SessionDao sessions = handle.attach(SessionDao.class);
            session.issueRef().flatMap(sessions::findLive).ifPresent(live -> {
                throw busy(live);
            });
            if (session.kind() == Session.Kind.BASE) {
                sessions.findBaseInTheMaking(session.projectId(), store.hostId(), session.harness())
                        .ifPresent(live -> {
                            throw busy(live);
                        });
            }
            sessions.insert(session, store.hostId());
            worktree.ifPresent(row -> handle.attach(WorktreeDao.class).insert(row, store.hostId()));
            return turn(turn, session, 1, draft);
        });
    }

    /// Records a further turn; the session takes over the options.
    ///
    /// @throws KugetsuException `CONFLICT` when the session is being ended or a turn of it has not ended
    TurnId admitNext(Session session, Draft draft) {
        return admit(draft, (handle, turn) -> {
            SessionDao sessions = handle.attach(SessionDao.class);
            Session now = sessions.find(session.sessionId()).orElseThrow();
            if (!now.isLive() || now.operation().isPresent()) {
                throw new KugetsuException(
                        KugetsuException.Kind.CONFLICT,
                        "session " + now.sessionId() + " is being ended or brought back",
                        "see `kugetsu show " + now.sessionId() + "`");
            }
            Optional<Turn> last = handle.attach(TurnDao.class).findLast(session.sessionId());
            last.filter(turnNow -> !turnNow.state().isTerminal()).ifPresent(running -> {
                throw new KugetsuException(
                        KugetsuException.Kind.CONFLICT,
                        "turn " + running.turnId() + " of " + now.label() + " is "
                                + running.state().name().toLowerCase(Locale.ROOT) + " since "
                                + running.startedAt().orElse(running.createdAt()),
                        "follow it with `kugetsu logs -f " + now.sessionId() + "`, or end it with `kugetsu stop "
                                + now.sessionId() + "`");
            });
            sessions.setOptions(now.sessionId(), session.model(), session.permissions());
            return turn(turn, session, last.map(Turn::number).orElse(0) + 1, draft);
        });
    }

    /// What a new turn brings along.
    record Draft(String prompt, Optional<String> model, Deadlines deadlines, Turns.TurnOptions.Debug debug) {}

    /// Inserts what is needed and answers with the row of the turn.
    private interface Rows {
        Turn insert(Handle handle, TurnId turn);
    }

    /// The prompt is on the disk before any row says that there is a turn; without the row it is rubbish, which
    /// `prune` finds.
    private TurnId admit(Draft draft, Rows rows) {
        TurnId turn = new TurnId(ids.next(TurnId.PREFIX));
        writePrompt(turn, draft.prompt());
        store.write(handle -> {
            handle.attach(TurnDao.class).insert(rows.insert(handle, turn), store.hostId());
            return true;
        });
        return turn;
    }

    private void writePrompt(TurnId turn, String prompt) {
        Path file = home.turn(turn).prompt();
        try {
            KugetsuHome.makeFolder(home.turn(turn).path());
            try (var channel = Files.newByteChannel(
                    file,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
                var bytes = ByteBuffer.wrap(prompt.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }
        } catch (IOException e) {
            throw new KugetsuException(
                    KugetsuException.Kind.UNAVAILABLE,
                    "cannot write the prompt to " + file + ": " + e.getMessage(),
                    "make room or check the permissions; nothing has been started",
                    e);
        }
    }

    private Turn turn(TurnId id, Session session, int number, Draft draft) {
        return Turn.queued(id, session.sessionId(), number, processes.current(), draft, clock.instant());
    }

    private KugetsuException busy(Session live) {
        return new KugetsuException(
                KugetsuException.Kind.CONFLICT,
                live.issueRef()
                                .map(issue -> "issue " + issue + " is already worked on by")
                                .orElse("a base is being made by")
                        + " session " + live.sessionId() + " since " + live.createdAt(),
                live.issueRef().isPresent()
                        ? "go on with `kugetsu continue '" + live.label()
                                + "' \"…\"`, or end it with `kugetsu destroy '" + live.label() + "'`"
                        : "wait for it, or end it with `kugetsu stop " + live.sessionId() + "`");
    }
}
