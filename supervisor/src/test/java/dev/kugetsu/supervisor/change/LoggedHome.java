package dev.kugetsu.supervisor.change;

import dev.kugetsu.supervisor.SessionRef;
import dev.kugetsu.supervisor.home.KugetsuHome;
import dev.kugetsu.supervisor.project.Projects;
import dev.kugetsu.supervisor.store.Store;
import dev.kugetsu.supervisor.turn.References;
import dev.kugetsu.worktrees.local.LocalWorktrees;
import java.nio.file.Path;
import java.time.Clock;

/// A home whose logs a test writes.
final class LoggedHome implements AutoCloseable {

    private final Path folder;
    private final Store store;
    private final ChangeLog log;

    LoggedHome(Path folder) {
        KugetsuHome home = new KugetsuHome(folder.resolve("home"));
        home.create();
        this.folder = folder;
        this.store = Store.open(home);
        this.log =
                new ChangeLog(store, new References(store, new Projects(store, new LocalWorktrees(Clock.systemUTC()))));
    }

    ChangeLog log() {
        return log;
    }

    SessionRef ref(String text) {
        return new SessionRef(text, folder);
    }

    void execute(String sql) {
        store.write(handle -> handle.execute(sql));
    }

    /// Changes of no meaning, all in one transaction, numbered from an empty log on.
    void append(int first, int last) {
        store.write(handle -> {
            for (int i = first; i <= last; i++) {
                handle.execute(
                        "INSERT INTO change_log (at, kind, project_id, payload) VALUES (1, 'noted', 'app', '{}')");
            }
            return true;
        });
    }

    void append(String project, String session) {
        store.write(handle -> handle.execute(
                "INSERT INTO change_log (at, kind, project_id, session_id, payload) VALUES (1, 'noted', ?, ?, '{}')",
                project,
                session));
    }

    /// A turn with a session and a project of its own.
    void turn(String turn, String state) {
        store.write(handle -> {
            handle.execute("INSERT INTO projects (project_id, registered_at) VALUES (?, 1)", "p-" + turn);
            handle.execute("""
                    INSERT INTO sessions (session_id, host_id, project_id, kind, issue_ref, harness, permissions, created_at)
                    VALUES (?, ?, ?, 'ISSUE', ?, 'scripted', '[]', 1)
                    """, "s-" + turn, store.hostId().value(), "p-" + turn, "github.com/acme/" + turn + "#1");
            handle.execute("""
                    INSERT INTO turns (turn_id, session_id, host_id, number, attempt, state, fence, not_before, debug,
                                       first_event_ms, silence_ms, turn_ms, created_at)
                    VALUES (?, ?, ?, 1, 1, ?, 1, 0, 0, 1, 1, 1, 1)
                    """, turn, "s-" + turn, store.hostId().value(), state);
            return true;
        });
    }

    void say(String turn, int place) {
        store.write(handle -> handle.execute("""
                INSERT INTO turn_events (turn_id, attempt, source, offset, idx, at, kind, payload)
                VALUES (?, 1, 'STDOUT', ?, 0, 1, 'text_produced', '{"text": "hello"}')
                """, turn, place));
    }

    @Override
    public void close() {
        log.close();
    }
}
