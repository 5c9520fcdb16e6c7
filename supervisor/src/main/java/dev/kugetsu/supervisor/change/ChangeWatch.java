package dev.kugetsu.supervisor.change;

import dev.kugetsu.supervisor.Cursor;
import dev.kugetsu.supervisor.store.CommitWatch;
import dev.kugetsu.supervisor.store.Store;
import java.util.Optional;

/// Tells whether the change log has grown, whichever process has written to it. Not thread-safe.
public final class ChangeWatch implements AutoCloseable {

    private final Store store;
    private final CommitWatch commits;
    private Optional<Cursor> seen = Optional.empty();

    public ChangeWatch(Store store) {
        this.store = store;
        this.commits = store.watchCommits();
    }

    /// Whether there was a visible change since the last call; the first call says yes. Most commits are events
    /// of running turns, which are none.
    public boolean hasNews() {
        return commits.hasNews() && hasGrown();
    }

    private boolean hasGrown() {
        Optional<Cursor> head =
                Optional.of(store.read(handle -> handle.attach(ChangeDao.class).head()));
        boolean isNew = !head.equals(seen);
        seen = head;
        return isNew;
    }

    @Override
    public void close() {
        commits.close();
    }
}
