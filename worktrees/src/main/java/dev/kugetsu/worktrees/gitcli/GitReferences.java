package dev.kugetsu.worktrees.gitcli;

import dev.kugetsu.worktrees.plumbing.References;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// References through the git binary, which waits for other gits' locks by itself.
final class GitReferences implements References {

    private static final String NOTHING = "";

    private final GitCommand git;

    GitReferences(GitCommand git) {
        this.git = git;
    }

    @Override
    public Optional<String> findCommit(String revision) throws IOException {
        GitOutput found = git.tryRun("rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}");
        return found.isSuccess() ? Optional.of(found.text()) : Optional.empty();
    }

    @Override
    public Optional<String> findTarget(String symbolicRef) throws IOException {
        GitOutput found = git.tryRun("symbolic-ref", "--quiet", symbolicRef);
        return found.isSuccess() ? Optional.of(found.text()) : Optional.empty();
    }

    @Override
    public SortedMap<String, String> list(String prefix) throws IOException {
        SortedMap<String, String> refs = new TreeMap<>();
        git.run("for-each-ref", "--format=%(objectname) %(refname)", prefix)
                .text()
                .lines()
                .forEach(line -> {
                    int space = line.indexOf(' ');
                    refs.put(line.substring(space + 1), line.substring(0, space));
                });
        return refs;
    }

    @Override
    public Optional<String> findBlocking(String ref) throws IOException {
        List<String> command = new ArrayList<>(List.of("for-each-ref", "--format=%(refname)", ref + "/"));
        for (int slash = ref.lastIndexOf('/'); slash > 0; slash = ref.lastIndexOf('/', slash - 1)) {
            String above = ref.substring(0, slash);
            // What lies above is no branch, and all refs would be listed.
            if (above.chars().filter(c -> c == '/').count() >= 2) {
                command.add(above);
            }
        }
        return git.run(command.toArray(String[]::new))
                .text()
                .lines()
                .filter(other -> other.startsWith(ref + "/") || ref.startsWith(other + "/"))
                .findFirst();
    }

    @Override
    public boolean create(String ref, String commitId, String reason) throws IOException {
        GitOutput created = git.tryRun("update-ref", "-m", reason, ref, commitId, NOTHING);
        if (created.isSuccess()) {
            return true;
        }
        if (find(ref).isPresent()) {
            return false;
        }
        requireRoom(ref);
        throw new IOException("the reference " + ref + " could not be made: " + created.errors());
    }

    @Override
    public boolean move(String ref, String expectedId, String commitId, String reason) throws IOException {
        GitOutput moved = git.tryRun("update-ref", "-m", reason, ref, commitId, expectedId);
        if (moved.isSuccess()) {
            return true;
        }
        Optional<String> present = find(ref);
        if (!present.equals(Optional.of(expectedId))) {
            return false;
        }
        throw new IOException("the reference " + ref + " could not be moved: " + moved.errors());
    }

    @Override
    public boolean delete(String ref, String expectedId) throws IOException {
        GitOutput deleted = git.tryRun("update-ref", "-d", ref, expectedId);
        Optional<String> present = find(ref);
        if (present.isEmpty()) {
            return true;
        }
        if (!present.get().equals(expectedId)) {
            return false;
        }
        throw new IOException("the reference " + ref + " could not be deleted: " + deleted.errors());
    }

    private Optional<String> find(String ref) throws IOException {
        GitOutput found = git.tryRun("rev-parse", "--verify", "--quiet", ref);
        return found.isSuccess() ? Optional.of(found.text()) : Optional.empty();
    }
}
