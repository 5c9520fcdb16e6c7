package dev.kugetsu.supervisor.hook;

import dev.kugetsu.adapters.hook.HookCall;
import dev.kugetsu.adapters.hook.HookVerdict;
import dev.kugetsu.supervisor.coordination.Caller;
import dev.kugetsu.supervisor.coordination.LockVerbs.LockView;
import dev.kugetsu.supervisor.coordination.UntrustedFrame;
import dev.kugetsu.supervisor.lock.Locks;
import dev.kugetsu.supervisor.lock.PathKeys;
import dev.kugetsu.supervisor.verb.Actor;
import dev.kugetsu.supervisor.verb.Coordinator;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/// Keeps agents off the files that others have locked. Only what is proven stands in the way. Thread-safe.
final class EditGuard {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._][A-Za-z0-9._/@+-]{0,199}");

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
                Optional<LockView> lock = findInTheWay(caller, path);
                if (lock.isPresent()) {
                    return Decision.of(new HookVerdict.Block(reason(lock.get())));
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
    private Optional<LockView> findInTheWay(Caller caller, Path path) {
        return PathKeys.find(caller.directory(), path.toString())
                .filter(place -> !place.key().isEmpty())
                .flatMap(place -> findInTheWay(caller, place));
    }

    private Optional<LockView> findInTheWay(Caller caller, PathKeys.Place place) {
        Caller there = caller.at(place.worktree()).of(Optional.empty());
        return coordinator.read(there, desk -> {
            Optional<String> self = desk.knownActor().map(Actor::agent);
            return locks.listInTheWay(desk, place.key(), self).stream().findFirst();
        });
    }

    /// The name of an agent is plain by itself. What else somebody has named stands on one line, what is long
    /// is cut, and only what no shell would understand otherwise stands in a command.
    private static String reason(LockView lock) {
        String path = PLAIN.matcher(lock.key()).matches() ? lock.key() : "<path>";
        return "[kugetsu] BLOCKED: " + UntrustedFrame.line(lock.key(), 200) + " is locked by " + lock.agent()
                + lock.agentSessionId()
                        .map(id -> " [" + UntrustedFrame.line(id, 80) + "]")
                        .orElse("")
                + " until " + lock.expiresAt()
                + ". Work on something else, wait with `kugetsu lock " + path
                + " --wait 60s`, or ask with `kugetsu message send --to " + lock.agent() + " \"…\"`."
                + lock.reason()
                        .map(text -> " The owner's words: " + UntrustedFrame.line(text, 200))
                        .orElse("");
    }
}
