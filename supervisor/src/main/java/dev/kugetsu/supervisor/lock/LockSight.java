package dev.kugetsu.supervisor.lock;

import dev.kugetsu.supervisor.agent.Presences;
import dev.kugetsu.supervisor.coordination.LockVerbs.LockKind;
import dev.kugetsu.supervisor.coordination.LockVerbs.LockView;
import dev.kugetsu.supervisor.coordination.Presence;
import dev.kugetsu.supervisor.verb.Actor;
import dev.kugetsu.supervisor.verb.Desk;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Looks at locks within a transaction: which there are, and whether they hold others off. Changes none.
final class LockSight {

    private final Presences presences;

    LockSight(Presences presences) {
        this.presences = presences;
    }

    /// Those that an exclusive right to the target would meet.
    static List<Lock> around(Desk desk, Locks.Target target) {
        LockDao locks = desk.rows(LockDao.class);
        return switch (target.kind()) {
            case PATH -> locks.listAround(desk.project(), target.key());
            case RESOURCE ->
                locks.find(desk.project(), target.kind(), target.key()).stream().toList();
        };
    }

    LockRule judge(Desk desk, Lock lock) {
        if (lock.agent().equals(Actor.OPERATOR)) {
            return desk.now().isBefore(lock.expiresAt()) ? LockRule.HELD : LockRule.LOST;
        }
        return LockRule.of(
                lock, presences.of(lock.agent(), desk), presences.isProvenAlive(lock.agent(), desk), desk.now());
    }

    LockView view(Desk desk, Lock lock) {
        Presence owner = lock.agent().equals(Actor.OPERATOR) ? Presence.ACTIVE : presences.of(lock.agent(), desk);
        return lock.view(owner, judge(desk, lock) != LockRule.LOST, false);
    }

    /// Those of the project, by path; only those that hold others off unless all are wanted.
    List<LockView> list(Desk desk, boolean all) {
        return desk.rows(LockDao.class).list(desk.project()).stream()
                .map(lock -> view(desk, lock))
                .filter(lock -> all || lock.live())
                .toList();
    }

    /// The live locks of others on a path.
    ///
    /// @param self the agent that asks, if it is known
    List<LockView> listInTheWay(Desk desk, String key, Optional<String> self) {
        return inTheWay(desk, new Locks.Target(LockKind.PATH, key), self)
                .map(lock -> view(desk, lock))
                .toList();
    }

    /// Whether none of others holds off the agent that asks.
    boolean isFree(Desk desk, Locks.Target target, Optional<String> self) {
        return inTheWay(desk, target, self).findAny().isEmpty();
    }

    private Stream<Lock> inTheWay(Desk desk, Locks.Target target, Optional<String> self) {
        return around(desk, target).stream()
                .filter(lock -> !Optional.of(lock.agent()).equals(self) && judge(desk, lock) != LockRule.LOST);
    }
}
