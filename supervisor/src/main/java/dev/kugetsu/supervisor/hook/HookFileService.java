package dev.kugetsu.supervisor.hook;

import dev.kugetsu.adapters.hook.HookCommand;
import dev.kugetsu.adapters.hook.HookFileException;
import dev.kugetsu.adapters.hook.HookInstallation;
import dev.kugetsu.adapters.hook.HookInstallations;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.KugetsuException.Kind;
import dev.kugetsu.supervisor.coordination.HookFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The port of hook entries. Thread-safe.
public final class HookFileService implements HookFiles {

    private final HookInstallations installations;

    public HookFileService(HookInstallations installations) {
        this.installations = installations;
    }

    /// What is done with the entries for one harness.
    private interface Change {
        boolean make(HookInstallation installation, Path root, HookCommand command) throws HookFileException;
    }

    @Override
    public List<HookFileView> install(HookPlace place) {
        return finished(each(place, HookInstallation::install));
    }

    @Override
    public List<HookFileView> remove(HookPlace place) {
        return finished(each(place, (installation, root, command) -> installation.remove(root)));
    }

    @Override
    public List<HookFileView> examine(HookPlace place) {
        return each(place, (installation, root, command) -> false);
    }

    private List<HookFileView> each(HookPlace place, Change change) {
        Path root = root(place.directory());
        HookCommand command = new HookCommand(List.of(place.program().toString()));
        List<HookFileView> views = new ArrayList<>();
        for (HookInstallation installation : installations(place)) {
            try {
                boolean changed = change.make(installation, root, command);
                views.add(new HookFileView(
                        installation.harness(),
                        installation.file(root).toString(),
                        HookState.valueOf(installation.status(root, command).name()),
                        changed,
                        installation.advice()));
            } catch (HookFileException e) {
                views.add(new HookFileView(
                        installation.harness(),
                        installation.file(root).toString(),
                        HookState.UNREADABLE,
                        false,
                        Optional.of(String.valueOf(e.getMessage()))));
            }
        }
        return List.copyOf(views);
    }

    /// One file that cannot be had keeps nobody from the others.
    private static List<HookFileView> finished(List<HookFileView> views) {
        List<String> failures = views.stream()
                .filter(view -> view.state() == HookState.UNREADABLE)
                .flatMap(view -> view.advice().stream())
                .toList();
        if (!failures.isEmpty()) {
            throw new KugetsuException(
                    Kind.FAILED,
                    String.join("; ", failures) + (views.size() > failures.size() ? "; the others are done" : ""),
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
