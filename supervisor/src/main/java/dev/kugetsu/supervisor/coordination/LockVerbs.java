package dev.kugetsu.supervisor.coordination;

import dev.kugetsu.supervisor.coordination.Meaning.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Locks: who alone may edit a path, or use something that has a name, for a while.
public final class LockVerbs {

    /// What a lock is on.
    public enum LockKind {
        /// A file or a folder with all that is in it.
        PATH,
        /// Something that has a name, such as a port or a test database.
        RESOURCE
    }

    /// What is to be locked.
    public record AcquireLock(
            @Meaning(
                    value = "The file or folder; it need not exist, and any worktree of the repository will do",
                    place = Place.ARGUMENT)
            Optional<String> path,

            @Meaning("Or the name of something else, such as port-8080")
            Optional<String> resource,

            @Meaning("Why, for those who are kept waiting") Optional<String> reason,

            @Meaning("How long it holds unless it is renewed, such as 30m; 60m without it")
            Optional<Duration> ttl,

            @Meaning(
                    value = "How long to wait for it, such as 30s, at most 10m; not at all without it",
                    option = "--wait")
            Optional<Duration> patience) {}

    /// What is to be free again.
    public record ReleaseLock(
            @Meaning(value = "The file or folder", place = Place.ARGUMENT)
            Optional<String> path,

            @Meaning("Or the name of something else") Optional<String> resource,

            @Meaning("Break the lock of somebody else, who is told")
            boolean force) {}

    /// Which locks are wanted.
    public record ListLocks(
            @Meaning("Those too that hold nobody off any more")
            boolean all) {}

    /// What somebody is about to edit.
    public record CheckLocks(
            @Meaning(value = "The files or folders", place = Place.ARGUMENT)
            List<String> paths) {}

    /// A lock, or, when it was released, what it was.
    ///
    /// @param key relative to the main worktree, or the name of the resource
    /// @param live whether it holds others off
    /// @param created whether this call has made it; `false` when it was renewed
    public record LockView(
            LockKind kind,
            String key,
            String agent,
            Optional<String> agentSessionId,
            Optional<String> reason,
            Instant acquiredAt,
            Instant expiresAt,
            Presence ownerPresence,
            boolean live,
            boolean created) {}

    /// What came of a release.
    ///
    /// @param lock the one that is gone; empty when there was none
    public record ReleasedLock(String key, Optional<LockView> lock) {}

    public static final Verb<AcquireLock, LockView> ACQUIRE = Verb.changing(
            "lock.acquire", "Lock a path or a resource, or renew the lock", AcquireLock.class, LockView.class);
    public static final Verb<ReleaseLock, ReleasedLock> RELEASE =
            Verb.changing("lock.release", "Release a lock", ReleaseLock.class, ReleasedLock.class);
    public static final Verb<ListLocks, List<LockView>> LIST =
            Verb.listing("lock.list", "List locks", ListLocks.class, LockView.class);
    public static final Verb<CheckLocks, List<LockView>> CHECK = Verb.listing(
            "lock.check", "Tell which locks of others are on these paths", CheckLocks.class, LockView.class);

    static final List<Verb<?, ?>> ALL = List.of(ACQUIRE, RELEASE, LIST, CHECK);

    private LockVerbs() {}
}
