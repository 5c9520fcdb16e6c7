package dev.kugetsu.supervisor.hook;

import dev.kugetsu.adapters.hook.HookCall;
import dev.kugetsu.adapters.hook.HookVerdict;
import dev.kugetsu.supervisor.coordination.Caller;
import dev.kugetsu.supervisor.coordination.LockVerbs.LockView;
import dev.kugetsu.supervisor.lock.Locks;
import dev.kugetsu.supervisor.lock.PathKeys;
import dev.kugetsu.supervisor.verb.Actor;
import dev.kugetsu.supervisor.verb.Coordinator;
import java.nio.file.Path;
import java.util.Optional;

/// Keeps agents off the files that others have locked. Only what is proven stands in the way. Thread-safe.
final class EditGuard {

    private final Coordinator coordinator;
    private final Locks locks;

    EditGuard(Coordinator coordinator, Locks locks) {
        this.coordinator = coordinator;
        this.locks = locks;
    }

    /// Each file is judged for itself: one that cannot be judged frees no other.
    ///
    /// @throws RuntimeException when nothing is in the way of those that could be judged, and another could not
    Decision judge(HookCall call, Caller caller) {
        Optional<RuntimeException> failure = Optional.empty();
        for (Path path : call.editedPaths()) {
            try {
                Optional<String> reason = findReason(call, caller, path);
                if (reason.isPresent()) {
                    return Decision.of(new HookVerdict.Block(reason.get()));
                }
            } catch (RuntimeException e) {
                failure = failure.or(() -> Optional.of(e));
            }
        }
        if (failure.isPresent()) {
            throw failure.get();
        }
        return Decision.SILENT;
    }

    /// The repository is that of the file: agents edit files of others than the one that they stand in, those
    /// of our own sessions too. Where none is registered, nothing is locked.
    private Optional<String> findReason(HookCall call, Caller caller, Path path) {
        return PathKeys.find(caller.directory(), path.toString())
                .filter(place -> !place.key().isEmpty())
                .flatMap(place -> findInTheWay(caller, place).map(lock -> {
                    Optional<Path> folder = call.directory().filter(Path::isAbsolute);
                    Path file = caller.directory().resolve(path).toAbsolutePath();
                    return new Advice(folder, file, place).against(lock);
                }));
    }

    private Optional<LockView> findInTheWay(Caller caller, PathKeys.Place place) {
        Caller there = caller.at(place.worktree()).of(Optional.empty());
        return coordinator.read(there, desk -> {
            Optional<String> self = desk.knownActor().map(Actor::agent);
            return locks.listInTheWay(desk, place.key(), self).stream().findFirst();
        });
    }
}
