package dev.kugetsu.supervisor.lock;

import dev.kugetsu.supervisor.coordination.Caller.Standing;
import dev.kugetsu.supervisor.coordination.JournalKind;
import dev.kugetsu.supervisor.coordination.LockVerbs.LockKind;
import dev.kugetsu.supervisor.coordination.LockVerbs.LockView;
import dev.kugetsu.supervisor.mail.Notices;
import dev.kugetsu.supervisor.verb.Actor;
import dev.kugetsu.supervisor.verb.Desk;
import java.util.List;
import java.util.Optional;

/// Finds what a turn has changed although others have it locked: what a shell writes no hook sees. Thread-safe.
public final class LockCrossings {

    private final Locks locks;
    private final Notices notices;

    LockCrossings(Locks locks, Notices notices) {
        this.locks = locks;
        this.notices = notices;
    }

    /// Notes it in the journal and tells both, within the transaction that ends the turn.
    ///
    /// @param agent whose turn it was
    /// @param paths that it has changed, as locks have them
    public void note(Desk desk, String agent, String turn, List<String> paths) {
        if (paths.isEmpty()) {
            return;
        }
        for (LockView lock : locks.list(desk, false)) {
            if (lock.kind() == LockKind.PATH && !lock.agent().equals(agent)) {
                paths.stream()
                        .filter(path -> path.equals(lock.key()) || path.startsWith(lock.key() + "/"))
                        .findFirst()
                        .ifPresent(path -> tell(desk, agent, turn, lock, path));
            }
        }
    }

    private void tell(Desk desk, String agent, String turn, LockView lock, String path) {
        desk.record(
                new Actor(agent, Optional.empty(), Standing.AGENT),
                JournalKind.LOCK_CROSSED,
                Optional.of(lock.key()),
                Optional.of("turn " + turn + " has changed " + path + ", which " + lock.agent() + " has locked"));
        notices.tell(
                desk,
                lock.agent(),
                "Turn " + turn + " of " + agent + " has changed " + path
                        + " in its own worktree, although you have it locked. Settle with " + agent
                        + " whose change is to stay.");
        notices.tell(
                desk,
                agent,
                "In turn " + turn + " you have changed " + path + ", which " + lock.agent()
                        + " has locked. Settle with " + lock.agent() + " whose change is to stay before you go on.");
    }
}
