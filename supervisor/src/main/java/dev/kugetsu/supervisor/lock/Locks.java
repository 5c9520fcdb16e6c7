package dev.kugetsu.supervisor.lock;

import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.KugetsuException.Kind;
import dev.kugetsu.supervisor.agent.Presences;
import dev.kugetsu.supervisor.coordination.Caller.Standing;
import dev.kugetsu.supervisor.coordination.JournalKind;
import dev.kugetsu.supervisor.coordination.LockVerbs.AcquireLock;
import dev.kugetsu.supervisor.coordination.LockVerbs.LockKind;
import dev.kugetsu.supervisor.coordination.LockVerbs.LockView;
import dev.kugetsu.supervisor.coordination.Presence;
import dev.kugetsu.supervisor.mail.Notices;
import dev.kugetsu.supervisor.verb.Actor;
import dev.kugetsu.supervisor.verb.Desk;
import dev.kugetsu.supervisor.verb.Texts;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Takes and gives back locks within a transaction. Thread-safe.
public final class Locks {

    private static final Duration USUAL = Duration.ofMinutes(60);
    private static final Duration LONGEST = Duration.ofDays(7);

    private final Presences presences;
    private final Notices notices;
    private final LockSight sight;

    Locks(Presences presences, Notices notices) {
        this.presences = presences;
        this.notices = notices;
        this.sight = new LockSight(presences);
    }

    /// What a lock is on.
    record Target(LockKind kind, String key) {

        @Override
        public String toString() {
            return kind == LockKind.PATH ? key : "resource " + key;
        }
    }

    /// Locks it, or renews the lock that is the actor's already.
    ///
    /// @throws KugetsuException `CONFLICT` with the lock that is in the way
    LockView acquire(Desk desk, Target target, AcquireLock request) {
        Duration ttl = request.ttl().orElse(USUAL);
        if (ttl.compareTo(LONGEST) > 0) {
            throw new KugetsuException(
                    Kind.INVALID_INPUT,
                    "nobody locks anything for longer than 7d at once",
                    "renew it by locking again");
        }
        request.reason().ifPresent(reason -> Texts.line("the reason", reason));
        Actor actor = desk.actor();
        requireHolder(actor);
        for (Lock other : LockSight.around(desk, target)) {
            if (!other.agent().equals(actor.agent())) {
                requireLost(desk, other);
                lose(desk, other, "taken over by " + actor.agent());
            }
        }
        LockDao locks = desk.rows(LockDao.class);
        boolean isNew = locks.find(desk.project(), target.kind(), target.key()).isEmpty();
        locks.put(
                desk.project(),
                target.kind(),
                target.key(),
                actor.agent(),
                actor.agentSession(),
                request.reason(),
                ttl,
                desk.now(),
                desk.now().plus(ttl));
        if (isNew) {
            desk.record(JournalKind.LOCK_ACQUIRED, Optional.of(target.toString()), request.reason());
        }
        return locks.find(desk.project(), target.kind(), target.key())
                .orElseThrow()
                .view(Presence.ACTIVE, true, isNew);
    }

    /// Nothing would end with the agent of a session of ours that is between two turns, nor prove that it is
    /// there.
    private static void requireHolder(Actor actor) {
        if (actor.agentSession().isEmpty() && !actor.agent().equals(Actor.OPERATOR)) {
            throw new KugetsuException(
                    Kind.CONFLICT,
                    "session " + actor.agent() + " has no turn that runs, and only turns hold locks",
                    "repeat it in the next turn");
        }
    }

    private void requireLost(Desk desk, Lock other) {
        if (sight.judge(desk, other) == LockRule.LOST) {
            return;
        }
        LockView held = sight.view(desk, other);
        throw new KugetsuException(
                Kind.CONFLICT,
                other.target() + " is locked by " + held.agent()
                        + held.agentSessionId().map(id -> " (" + id + ")").orElse("") + " since " + held.acquiredAt()
                        + " until " + held.expiresAt()
                        + held.reason().map(reason -> ": " + reason).orElse(""),
                "wait with --wait 30s, ask with `kugetsu message send --to " + held.agent()
                        + " \"…\"`, or work on something else",
                held);
    }

    private void lose(Desk desk, Lock lock, String how) {
        desk.rows(LockDao.class).delete(desk.project(), lock.kind(), lock.lockKey());
        desk.record(
                JournalKind.LOCK_LOST, Optional.of(lock.target().toString()), Optional.of(lock.agent() + ": " + how));
        notices.tell(
                desk,
                lock.agent(),
                "You have lost the lock on " + lock.target() + ": " + how
                        + ". Look again at what you wanted to change there before you go on.");
    }

    /// Gives a lock back; empty when there was none.
    ///
    /// @throws KugetsuException `CONFLICT` when it is somebody else's
    Optional<LockView> release(Desk desk, Target target, boolean force) {
        Optional<Lock> found = desk.rows(LockDao.class).find(desk.project(), target.kind(), target.key());
        found.ifPresent(lock -> release(desk, lock, force));
        return found.map(lock -> lock.view(presences.of(lock.agent(), desk), false, false));
    }

    /// Gives back what an agent has locked; it is told, unless it is the actor.
    void release(Desk desk, Target target, String owner) {
        desk.rows(LockDao.class)
                .find(desk.project(), target.kind(), target.key())
                .filter(lock -> lock.agent().equals(owner))
                .ifPresent(lock -> release(desk, lock, true));
    }

    private void release(Desk desk, Lock lock, boolean force) {
        Actor actor = desk.actor();
        if (lock.agent().equals(actor.agent())) {
            desk.rows(LockDao.class).delete(desk.project(), lock.kind(), lock.lockKey());
            desk.record(JournalKind.LOCK_RELEASED, Optional.of(lock.target().toString()), Optional.empty());
        } else if (force || sight.judge(desk, lock) == LockRule.LOST) {
            lose(desk, lock, "broken by " + actor.agent());
        } else {
            throw new KugetsuException(
                    Kind.CONFLICT,
                    "the lock on " + lock.target() + " is not yours but that of " + lock.agent(),
                    "leave it to its owner, or break it with --force",
                    sight.view(desk, lock));
        }
    }

    /// Those of the project, by path; only those that hold others off unless all are wanted.
    public List<LockView> list(Desk desk, boolean all) {
        return sight.list(desk, all);
    }

    /// Removes the locks that hold nobody off and never will again: their time is over, or their owner is. An
    /// owner that may still be somewhere is told.
    public void collect(Desk desk) {
        for (Lock lock : desk.rows(LockDao.class).list(desk.project())) {
            boolean isAlone =
                    !lock.agent().equals(Actor.OPERATOR) && presences.of(lock.agent(), desk) == Presence.ENDED;
            boolean isOver = !desk.now().isBefore(lock.expiresAt()) && sight.judge(desk, lock) == LockRule.LOST;
            if (isAlone || isOver) {
                desk.rows(LockDao.class).delete(desk.project(), lock.kind(), lock.lockKey());
                Actor owner = new Actor(lock.agent(), lock.agentSessionId(), Standing.AGENT);
                desk.record(
                        owner,
                        JournalKind.LOCK_EXPIRED,
                        Optional.of(lock.target().toString()),
                        lock.reason());
            }
            if (isOver && !isAlone) {
                notices.tell(desk, lock.agent(), "Your lock on " + lock.target() + " is over: its time was up.");
            }
        }
    }

    /// The live locks of others on a path.
    ///
    /// @param self the agent that asks, if it is known
    public List<LockView> listInTheWay(Desk desk, String key, Optional<String> self) {
        return sight.listInTheWay(desk, key, self);
    }

    /// Whether none of others holds off the agent that asks.
    boolean isFree(Desk desk, Target target, Optional<String> self) {
        return sight.isFree(desk, target, self);
    }
}
