package dev.kugetsu.supervisor.lock;

import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.KugetsuException.Kind;
import dev.kugetsu.supervisor.agent.Presences;
import dev.kugetsu.supervisor.config.Printable;
import dev.kugetsu.supervisor.coordination.Coordination.Mode;
import dev.kugetsu.supervisor.coordination.LockVerbs;
import dev.kugetsu.supervisor.coordination.LockVerbs.AcquireLock;
import dev.kugetsu.supervisor.coordination.LockVerbs.CheckLocks;
import dev.kugetsu.supervisor.coordination.LockVerbs.LockKind;
import dev.kugetsu.supervisor.coordination.LockVerbs.LockView;
import dev.kugetsu.supervisor.coordination.LockVerbs.ReleaseLock;
import dev.kugetsu.supervisor.coordination.LockVerbs.ReleasedLock;
import dev.kugetsu.supervisor.lock.Locks.Target;
import dev.kugetsu.supervisor.mail.Notices;
import dev.kugetsu.supervisor.project.Projects;
import dev.kugetsu.supervisor.verb.Act;
import dev.kugetsu.supervisor.verb.Actor;
import dev.kugetsu.supervisor.verb.Desk;
import dev.kugetsu.supervisor.verb.Handlers;
import dev.kugetsu.supervisor.verb.Texts;
import dev.kugetsu.supervisor.verb.VerbHandler;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/// The parts of this feature, put together.
///
/// @param locks takes and gives back locks for other features
/// @param crossings looks at what turns have changed
public record LockWiring(Locks locks, LockCrossings crossings, LockMarker marker, Projects projects) {

    /// Who waits may have gone, and nobody would know.
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    /// Puts it together; touches nothing.
    ///
    /// @param marker the file that is there whenever a path may be locked
    public static LockWiring of(Presences presences, Notices notices, Path marker, Projects projects) {
        Locks locks = new Locks(presences, notices);
        return new LockWiring(locks, new LockCrossings(locks, notices), new LockMarker(marker), projects);
    }

    /// Has its verbs done.
    public void serve(Handlers handlers) {
        handlers.with(LockVerbs.ACQUIRE, new Acquisition())
                .with(LockVerbs.RELEASE, this::release)
                .with(LockVerbs.LIST, VerbHandler.reading((desk, request) -> locks.list(desk, request.all())))
                .with(LockVerbs.CHECK, VerbHandler.reading(this::check));
    }

    /// Locks paths for the actor within the caller's transaction, all or none.
    ///
    /// @param keys of paths, as {@link #key} gives them
    /// @throws KugetsuException `CONFLICT` with the first lock that is in the way
    public void acquire(Desk desk, Mode mode, List<String> keys, String reason) {
        AcquireLock request = new AcquireLock(
                Optional.empty(), Optional.empty(), Optional.of(reason), Optional.empty(), Optional.empty());
        if (mode == Mode.COMMIT && !keys.isEmpty()) {
            marker.raise(desk, keys);
        }
        keys.forEach(key -> locks.acquire(desk, new Target(LockKind.PATH, key), request));
    }

    /// Gives back the locks that an agent has on paths, within the caller's transaction; those of others stay.
    /// {@link #settle} is to follow it.
    public void release(Desk desk, String owner, List<String> keys) {
        keys.forEach(key -> locks.release(desk, new Target(LockKind.PATH, key), owner));
    }

    /// After locks were given back.
    public void settle(Act act) {
        if (act.mode() == Mode.COMMIT) {
            act.write(desk -> {
                marker.settle(desk);
                return act;
            });
        }
    }

    /// The key that a path has in every worktree of the project.
    public String key(Desk desk, String path) {
        return target(desk, Optional.of(path), Optional.empty()).key();
    }

    private final class Acquisition implements VerbHandler<AcquireLock, LockView> {

        @Override
        public LockView handle(Act act, AcquireLock request) {
            return act.write(desk -> {
                Target target = target(desk, request.path(), request.resource());
                if (act.mode() == Mode.COMMIT && target.kind() == LockKind.PATH) {
                    marker.raise(desk, List.of(target.key()));
                }
                return locks.acquire(desk, target, request);
            });
        }

        @Override
        public Optional<Duration> patience(AcquireLock request) {
            if (request.patience()
                    .filter(wait -> wait.compareTo(LONGEST_WAIT) > 0)
                    .isPresent()) {
                throw new KugetsuException(
                        Kind.INVALID_INPUT, "nobody waits for a lock longer than 10m at once", "wait again after it");
            }
            return request.patience();
        }

        @Override
        public boolean isFree(Desk desk, AcquireLock request) {
            Optional<String> self = desk.knownActor().map(Actor::agent);
            return locks.isFree(desk, target(desk, request.path(), request.resource()), self);
        }
    }

    private ReleasedLock release(Act act, ReleaseLock request) {
        ReleasedLock released = act.write(desk -> {
            Target target = target(desk, request.path(), request.resource());
            return new ReleasedLock(target.toString(), locks.release(desk, target, request.force()));
        });
        settle(act);
        return released;
    }

    /// Paths outside of the project are in nobody's way.
    private List<LockView> check(Desk desk, CheckLocks request) {
        Optional<String> self = desk.knownActor().map(Actor::agent);
        LinkedHashSet<LockView> inTheWay = new LinkedHashSet<>();
        for (String path : request.paths()) {
            place(desk, path).ifPresent(place -> inTheWay.addAll(locks.listInTheWay(desk, place.key(), self)));
        }
        return List.copyOf(inTheWay);
    }

    private Target target(Desk desk, Optional<String> path, Optional<String> resource) {
        if (path.isPresent() == resource.isPresent()) {
            throw new KugetsuException(
                    Kind.INVALID_INPUT,
                    path.isPresent() ? "a path or a resource, not both" : "neither a path nor a resource is named",
                    "name a path, or something else with --resource");
        }
        if (resource.isPresent()) {
            return new Target(LockKind.RESOURCE, Texts.line("the resource", resource.get()));
        }
        String text = path.orElseThrow();
        PathKeys.Place place = place(desk, text)
                .orElseThrow(() -> new KugetsuException(
                        Kind.INVALID_INPUT,
                        Printable.quote(text) + " is outside of project " + desk.project(),
                        "name a path in one of its worktrees, or something else with --resource"));
        if (place.key().isEmpty()) {
            throw new KugetsuException(
                    Kind.INVALID_INPUT,
                    Printable.quote(text) + " is the whole repository",
                    "name a file or a folder in it, or lock something with --resource that all agree on");
        }
        return new Target(LockKind.PATH, Texts.line("the path", place.key()));
    }

    private Optional<PathKeys.Place> place(Desk desk, String text) {
        Path shared = projects.repository(projects.get(desk.project())).commonDirectory();
        return PathKeys.find(desk.caller().directory(), text)
                .filter(place -> place.commonDirectory().equals(shared));
    }
}
