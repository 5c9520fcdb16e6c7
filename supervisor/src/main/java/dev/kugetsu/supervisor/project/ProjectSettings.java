package dev.kugetsu.supervisor.project;

import dev.kugetsu.supervisor.config.ContentDigest;
import dev.kugetsu.supervisor.config.Flags;
import dev.kugetsu.supervisor.config.HomeFile;
import dev.kugetsu.supervisor.config.RepositoryFile;
import dev.kugetsu.supervisor.config.Resolution;
import dev.kugetsu.supervisor.config.SettingsResolver;
import dev.kugetsu.supervisor.config.Sources;
import dev.kugetsu.worktrees.BaseCommit;
import dev.kugetsu.worktrees.Repository;
import dev.kugetsu.worktrees.Worktrees;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// What is configured for a project: gathers the sources and lets the resolver decide. Thread-safe.
public final class ProjectSettings {

    private final Supplier<Optional<HomeFile>> home;
    private final Map<String, String> environment;
    private final Projects projects;
    private final Registrations registrations;
    private final Worktrees worktrees;

    /// @param home reads the user's own file anew whenever it is asked
    public ProjectSettings(
            Supplier<Optional<HomeFile>> home,
            Map<String, String> environment,
            Projects projects,
            Registrations registrations,
            Worktrees worktrees) {
        this.home = home;
        this.environment = Map.copyOf(environment);
        this.projects = projects;
        this.registrations = registrations;
        this.worktrees = worktrees;
    }

    /// What holds on this machine, whatever the project.
    public Resolution ofMachine(Flags flags) {
        return SettingsResolver.resolve(new Sources(flags, environment, Optional.empty(), home.get()));
    }

    /// The commit that new work starts from, as flags, environment and home say; a repository has no say in it.
    public BaseCommit baseCommit(Repository repository, Flags flags) {
        Optional<String> revision = ofMachine(flags).settings().base();
        return WorktreeFailures.guard(() -> worktrees.resolveBase(repository, revision));
    }

    /// What holds for work that starts from a commit of a repository.
    public Resolution of(Repository repository, String commitId, Flags flags) {
        return SettingsResolver.resolve(new Sources(flags, environment, file(repository, commitId), home.get()));
    }

    /// The repository's own configuration as of a commit.
    public Optional<RepositoryFile> file(Repository repository, String commitId) {
        return WorktreeFailures.guard(() -> worktrees.readFile(repository, commitId, RepositoryFile.NAME))
                .map(content -> new RepositoryFile(content, commitId, trust(repository, content)));
    }

    private RepositoryFile.Trust trust(Repository repository, String content) {
        String digest = ContentDigest.of(content).toString();
        return projects.find(repository)
                        .filter(project -> registrations.isTrusted(project, digest))
                        .isPresent()
                ? RepositoryFile.Trust.TRUSTED
                : RepositoryFile.Trust.UNTRUSTED;
    }
}
