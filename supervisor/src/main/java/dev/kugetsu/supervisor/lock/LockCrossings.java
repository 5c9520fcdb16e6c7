package dev.kugetsu.supervisor.lock;

import dev.kugetsu.supervisor.coordination.Caller.Standing;
import dev.kugetsu.supervisor.coordination.JournalKind;
import dev.kugetsu.supervisor.coordination.LockVerbs.LockKind;
import dev.kugetsu.supervisor.coordination.LockVerbs.LockView;
import dev.kugetsu.supervisor.mail.Notices;
import dev.kugetsu.supervisor.verb.Actor;
import dev.kugetsu.supervisor.verb.Desk;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Finds what a turn has changed although others have it locked: what a shell writes no hook sees. Thread-safe.
public final class LockCrossings {

    /// How many paths a message names.
    private static final int MOST_NAMED = 5;

    private final Locks locks;
    private final Notices notices;

    LockCrossings(Locks locks, Notices notices) {
        this.locks = locks;
        this.notices = notices;
    }

    /// Notes it in the journal and tells all whom it concerns, within the transaction that ends the turn.
    ///
    /// @param agent whose turn it was
    /// @param paths that are not what they were when it began, as locks have them
    public void note(Desk desk, String agent, String turn, List<String> paths) {
        if (paths.isEmpty()) {
            return;
        }
        Map<String, LockView> held = locks.list(desk, false).stream()
                .filter(lock -> lock.kind() == LockKind.PATH && !lock.agent().equals(agent))
                .collect(Collectors.toMap(LockView::key, Function.identity()));
        Map<LockView, String> crossed = new LinkedHashMap<>();
        for (String path : held.isEmpty() ? List.<String>of() : paths) {
            above(path, held).ifPresent(lock -> crossed.putIfAbsent(lock, path));
        }
        crossed.forEach((lock, path) -> desk.record(
                new Actor(agent, Optional.empty(), Standing.AGENT),
                JournalKind.LOCK_CROSSED,
                Optional.of(lock.key()),
                Optional.of("turn " + turn + " has left " + path + " changed, which " + lock.agent() + " has locked")));
        crossed.keySet().stream()
                .collect(Collectors.groupingBy(
                        LockView::agent, TreeMap::new, Collectors.mapping(crossed::get, Collectors.toList())))
                .forEach((owner, theirs) -> tell(desk, agent, turn, owner, named(theirs)));
    }

    /// The lock on a path, or on a folder that it is in.
    private static Optional<LockView> above(String path, Map<String, LockView> held) {
        for (String key = path; ; key = key.substring(0, key.lastIndexOf('/'))) {
            LockView lock = held.get(key);
            if (lock != null || key.indexOf('/') < 0) {
                return Optional.ofNullable(lock);
            }
        }
    }

    private void tell(Desk desk, String agent, String turn, String owner, String paths) {
        notices.tell(
                desk,
                owner,
                "Turn " + turn + " of " + agent
                        + " has left changed in its own worktree, by an edit or a merge, what you have locked: " + paths
                        + ". Settle with " + agent + " whose change is to stay.");
        notices.tell(
                desk,
                agent,
                "Turn " + turn + " has left changed in your worktree, by an edit or a merge, what " + owner
                        + " has locked: " + paths + ". Settle with " + owner
                        + " whose change is to stay before you go on.");
    }

    private static String named(List<String> paths) {
        return paths.stream().limit(MOST_NAMED).collect(Collectors.joining(", "))
                + (paths.size() > MOST_NAMED ? " and " + (paths.size() - MOST_NAMED) + " more" : "");
    }
}
