package dev.kugetsu.supervisor.project;

import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.store.Store;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The base sessions of projects. Thread-safe.
public final class BaseSessions {

    private final Store store;

    public BaseSessions(Store store) {
        this.store = store;
    }

    /// The base that sessions of this harness are forked from.
    ///
    /// @throws KugetsuException `UNAVAILABLE` when the project has none for that harness
    public Base get(Project project, String harness) {
        return find(project, harness)
                .orElseThrow(() -> new KugetsuException(
                        KugetsuException.Kind.UNAVAILABLE,
                        "project '" + project.projectId() + "' has no base session for " + harness,
                        "run `kugetsu init --harness " + harness + "` in " + project.directory()));
    }

    public Optional<Base> find(Project project, String harness) {
        return listLive(project).stream()
                .filter(base -> base.harness().equals(harness))
                .findFirst();
    }

    public List<Base> listLive(Project project) {
        return store.read(handle -> handle.attach(BaseDao.class).listLive(store.hostId(), project.projectId()));
    }

    /// A base by its id, retired or not.
    public Optional<Base> find(String baseId) {
        return store.read(handle -> handle.attach(BaseDao.class).find(baseId));
    }

    /// The live base of the same project and harness, within the caller's transaction.
    public Optional<Base> findLive(Handle transaction, Base base) {
        return transaction.attach(BaseDao.class).listLive(store.hostId(), base.projectId()).stream()
                .filter(live -> live.harness().equals(base.harness()))
                .findFirst();
    }

    /// Makes this the one live base of its project and harness, within the caller's transaction.
    public void install(Handle transaction, Base base) {
        BaseDao bases = transaction.attach(BaseDao.class);
        bases.retireLive(base.projectId(), store.hostId(), base.harness(), base.createdAt());
        bases.insert(base, store.hostId());
    }

    /// Ends a base; `false` when it has been ended before.
    public boolean retire(Base base, Instant now) {
        return store.write(handle -> handle.attach(BaseDao.class).retire(base.baseId(), now));
    }
}
