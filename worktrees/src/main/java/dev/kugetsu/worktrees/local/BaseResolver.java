package dev.kugetsu.worktrees.local;

import dev.kugetsu.worktrees.BaseCommit;
import dev.kugetsu.worktrees.BaseCommit.Lag;
import dev.kugetsu.worktrees.Repository;
import dev.kugetsu.worktrees.WorktreeException;
import dev.kugetsu.worktrees.WorktreeException.Kind;
import dev.kugetsu.worktrees.plumbing.Plumbing;
import dev.kugetsu.worktrees.plumbing.References;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Decides which commit a new worktree starts from.
final class BaseResolver {

    private static final List<String> NAMESPACES = List.of("refs/remotes/", "refs/heads/");
    private static final List<String> USUAL_BRANCHES =
            List.of("refs/remotes/origin/main", "refs/remotes/origin/master");

    /// HEAD is another commit in each worktree.
    private static final Pattern RELATIVE = Pattern.compile("(?:HEAD|@)((?:[~^].*)?)");

    private final Repository repository;
    private final Plumbing plumbing;
    private final References references;

    BaseResolver(Repository repository, Plumbing plumbing) {
        this.repository = repository;
        this.plumbing = plumbing;
        this.references = plumbing.references();
    }

    BaseCommit resolve(Optional<String> revision) throws IOException, WorktreeException {
        Optional<String> upstream = findUpstream();
        String name = revision.or(() -> upstream.map(BaseResolver::shortName)).orElse("HEAD");
        Optional<String> commit = references.findCommit(name);
        if (commit.isEmpty()) {
            throw unresolved(name, revision.isPresent());
        }
        return new BaseCommit(commit.get(), describe(name), lag(commit.get(), upstream));
    }

    /// The commit that a revision names where `head` is checked out.
    String resolveAt(Optional<String> head, String revision) throws IOException, WorktreeException {
        Matcher relative = RELATIVE.matcher(revision);
        if (!relative.matches()) {
            Optional<String> commit = references.findCommit(revision);
            return commit.isPresent() ? commit.get() : fail(revision, true);
        }
        if (head.isEmpty()) {
            return fail(revision, false);
        }
        Optional<String> commit = references.findCommit(head.get() + relative.group(1));
        return commit.isPresent() ? commit.get() : fail(revision, true);
    }

    private String fail(String name, boolean wasNamed) throws IOException, WorktreeException {
        throw unresolved(name, wasNamed);
    }

    /// A person knows the branch that is checked out, not that it is HEAD.
    private String describe(String name) throws IOException {
        return name.equals("HEAD")
                ? references.findTarget(name).map(BaseResolver::shortName).orElse(name)
                : name;
    }

    private WorktreeException unresolved(String name, boolean wasNamed) throws IOException {
        if (wasNamed && !references.list("refs/").isEmpty()) {
            return new WorktreeException(
                    Kind.UNKNOWN_REVISION,
                    "'%s' names no commit of %s; fetch it first, or name another"
                            .formatted(name, repository.directory()));
        }
        return new WorktreeException(
                Kind.NO_COMMIT, repository.directory() + " has no commit yet; make a first one, then try again");
    }

    /// The default branch of the remote, as far as it was fetched.
    private Optional<String> findUpstream() throws IOException {
        Optional<String> target = references.findTarget("refs/remotes/origin/HEAD");
        if (target.isPresent() && references.findCommit(target.get()).isPresent()) {
            return target;
        }
        List<String> usual = references.list("refs/remotes/origin/").keySet().stream()
                .filter(USUAL_BRANCHES::contains)
                .toList();
        return usual.size() == 1 ? Optional.of(usual.getFirst()) : Optional.empty();
    }

    private Optional<Lag> lag(String commit, Optional<String> upstream) throws IOException {
        if (upstream.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> latest = references.findCommit(upstream.get());
        if (latest.isEmpty()) {
            return Optional.empty();
        }
        int behind = plumbing.objects().countCommits(Optional.of(commit), latest.get());
        int ahead = plumbing.objects().countCommits(latest, commit);
        return Optional.of(new Lag(shortName(upstream.get()), behind, ahead, fetchedAt()));
    }

    private Optional<Instant> fetchedAt() throws IOException {
        Path fetched = repository.commonDirectory().resolve("FETCH_HEAD");
        return Files.exists(fetched)
                ? Optional.of(Files.getLastModifiedTime(fetched).toInstant())
                : Optional.empty();
    }

    private static String shortName(String ref) {
        return NAMESPACES.stream()
                .filter(ref::startsWith)
                .findFirst()
                .map(namespace -> ref.substring(namespace.length()))
                .orElse(ref);
    }
}
