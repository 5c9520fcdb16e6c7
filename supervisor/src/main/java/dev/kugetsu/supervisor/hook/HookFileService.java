package dev.kugetsu.supervisor.hook;

import dev.kugetsu.adapters.hook.HookCommand;
import dev.kugetsu.adapters.hook.HookFileException;
import dev.kugetsu.adapters.hook.HookInstallation;
import dev.kugetsu.adapters.hook.HookInstallation.Reach;
import dev.kugetsu.adapters.hook.HookInstallation.State;
import dev.kugetsu.adapters.hook.HookInstallations;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.KugetsuException.Kind;
import dev.kugetsu.supervisor.coordination.Coordination.Mode;
import dev.kugetsu.supervisor.coordination.HookFiles;
import dev.kugetsu.supervisor.hook.HiddenFiles.Seen;
import dev.kugetsu.worktrees.Exclusions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The port of hook entries. Thread-safe.
public final class HookFileService implements HookFiles {

    private final HookInstallations installations;
    private final HiddenFiles hidden;

    public HookFileService(HookInstallations installations, Exclusions exclusions) {
        this.installations = installations;
        this.hidden = new HiddenFiles(exclusions);
    }

    /// What is done with the entries for one harness.
    private interface Change {
        Done make(HookInstallation installation, Path root, HookCommand command) throws HookFileException;
    }

    /// @param change what was done to the file, or would be
    private record Done(Optional<FileChange> change, Seen seen, Optional<String> note) {

        static final Done NOTHING = new Done(Optional.empty(), Seen.NOTHING, Optional.empty());

        static Done of(Optional<HookInstallation.FileChange> change, Seen seen) {
            return new Done(change.map(kind -> FileChange.valueOf(kind.name())), seen, Optional.empty());
        }

        Done saying(String words) {
            return new Done(change, seen, Optional.of(words));
        }
    }

    @Override
    public List<HookFileView> install(HookPlace place, Mode mode) {
        return finished(mode, each(place, mode, (installation, root, command) -> {
            var change = installation.foreseeInstall(root, command);
            if (mode == Mode.REHEARSE) {
                return Done.of(change, hidden.foresee(installation, root, change));
            }
            boolean isChanged = installation.install(root, command);
            return Done.of(change.filter(kind -> isChanged), hidden.hide(installation, root));
        }));
    }

    @Override
    public List<HookFileView> remove(HookPlace place, Mode mode) {
        boolean isNamed = !place.harnesses().isEmpty();
        return finished(mode, each(place, mode, (installation, root, command) -> {
            if (installation.reach() == Reach.PERSON && !isNamed) {
                return keep(installation, root, command);
            }
            var change = installation.foreseeRemove(root);
            if (mode == Mode.REHEARSE) {
                return Done.of(change, Seen.NOTHING);
            }
            boolean isChanged = installation.remove(root);
            Done done = Done.of(change.filter(kind -> isChanged), hidden.show(installation, root));
            return isChanged && installation.reach() == Reach.PERSON
                    ? done.saying("those of %s are gone from all your repositories".formatted(installation.harness()))
                    : done;
        }));
    }

    /// Whoever clears one working tree does not mean all others.
    private static Done keep(HookInstallation installation, Path root, HookCommand command) throws HookFileException {
        return installation.status(root, command) == State.ABSENT
                ? Done.NOTHING
                : Done.NOTHING.saying(
                        ("those of %1$s stay, because they count for all your repositories; take them away"
                                        + " by `kugetsu hooks remove --harness %1$s`")
                                .formatted(installation.harness()));
    }

    @Override
    public List<HookFileView> examine(HookPlace place) {
        return each(place, Mode.REHEARSE, (installation, root, command) -> {
            if (installation.status(root, command) == State.ABSENT) {
                return Done.NOTHING;
            }
            Done done = Done.of(Optional.empty(), hidden.look(installation, root));
            return installation.reach() == Reach.PERSON
                    ? done.saying("those of %s count for all your repositories".formatted(installation.harness()))
                    : done;
        });
    }

    private List<HookFileView> each(HookPlace place, Mode mode, Change change) {
        Path root = root(place.directory());
        HookCommand command = new HookCommand(List.of(place.program().toString()));
        List<HookFileView> views = new ArrayList<>();
        for (HookInstallation installation : installations(place)) {
            String file = installation.file(root).toString();
            try {
                Done done = change.make(installation, root, command);
                views.add(new HookFileView(
                        installation.harness(),
                        file,
                        HookState.valueOf(installation.status(root, command).name()),
                        mode == Mode.COMMIT && done.change().isPresent(),
                        done.change(),
                        done.seen().git(),
                        installation.advice(),
                        Stream.concat(done.note().stream(), done.seen().note().stream())
                                .toList()));
            } catch (HookFileException e) {
                views.add(new HookFileView(
                        installation.harness(),
                        file,
                        HookState.UNREADABLE,
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(String.valueOf(e.getMessage())),
                        List.of()));
            }
        }
        return List.copyOf(views);
    }

    /// One file that cannot be had keeps nobody from the others.
    private static List<HookFileView> finished(Mode mode, List<HookFileView> views) {
        List<String> failures = views.stream()
                .filter(view -> view.state() == HookState.UNREADABLE)
                .flatMap(view -> view.advice().stream())
                .toList();
        if (!failures.isEmpty()) {
            boolean isDoneElsewhere = mode == Mode.COMMIT && views.size() > failures.size();
            throw new KugetsuException(
                    Kind.FAILED,
                    String.join("; ", failures) + (isDoneElsewhere ? "; the others are done" : ""),
                    "mend the file, or make it writable, and repeat the command");
        }
        return views;
    }

    private List<HookInstallation> installations(HookPlace place) {
        if (place.harnesses().isEmpty()) {
            return installations.list();
        }
        return place.harnesses().stream()
                .map(name -> installations.find(name).orElseThrow(() -> unknown(name)))
                .toList();
    }

    private KugetsuException unknown(String name) {
        return new KugetsuException(
                Kind.NOT_FOUND,
                "there are no hooks for a harness '" + name + "'",
                "there are for "
                        + installations.list().stream()
                                .map(HookInstallation::harness)
                                .collect(Collectors.joining(", ")));
    }

    /// Agents look for their settings at the root of the working tree that they are in.
    private static Path root(Path directory) {
        for (Path root = directory; root != null; root = root.getParent()) {
            if (Files.exists(root.resolve(".git"))) {
                return root;
            }
        }
        throw new KugetsuException(
                Kind.UNAVAILABLE,
                directory + " is in no git repository",
                "run the command in the working tree that is meant");
    }
}
