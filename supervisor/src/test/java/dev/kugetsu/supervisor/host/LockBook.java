package dev.kugetsu.supervisor.host;

import dev.kugetsu.supervisor.coordination.Caller;
import dev.kugetsu.supervisor.coordination.LockVerbs;
import dev.kugetsu.supervisor.coordination.LockVerbs.AcquireLock;
import dev.kugetsu.supervisor.coordination.LockVerbs.ListLocks;
import dev.kugetsu.supervisor.coordination.LockVerbs.LockView;
import dev.kugetsu.supervisor.coordination.LockVerbs.ReleaseLock;
import dev.kugetsu.supervisor.coordination.LockVerbs.ReleasedLock;
import dev.kugetsu.supervisor.coordination.MessageVerbs;
import dev.kugetsu.supervisor.coordination.MessageVerbs.MailView;
import dev.kugetsu.supervisor.coordination.MessageVerbs.ReadInbox;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The locks of a repository, as its agents see them.
record LockBook(World world) {

    LockView lock(Caller caller, String path) {
        return lock(caller, path, Optional.empty(), Optional.empty());
    }

    LockView lock(Caller caller, String path, Optional<Duration> ttl, Optional<Duration> patience) {
        return world.perform(LockVerbs.ACQUIRE, request(path, ttl, patience), caller);
    }

    static AcquireLock request(String path, Optional<Duration> ttl, Optional<Duration> patience) {
        return new AcquireLock(Optional.of(path), Optional.empty(), Optional.empty(), ttl, patience);
    }

    ReleasedLock unlock(Caller caller, String path, boolean force) {
        return world.perform(LockVerbs.RELEASE, new ReleaseLock(Optional.of(path), Optional.empty(), force), caller);
    }

    List<LockView> list(boolean all) {
        return world.perform(LockVerbs.LIST, new ListLocks(all), Caller.in(world.repository));
    }

    List<MailView> inbox(Caller caller) {
        return world.perform(MessageVerbs.INBOX, new ReadInbox(false), caller);
    }
}
