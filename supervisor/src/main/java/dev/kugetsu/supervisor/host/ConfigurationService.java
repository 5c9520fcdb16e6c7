package dev.kugetsu.supervisor.host;

import dev.kugetsu.supervisor.Configuration;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.ProjectId;
import dev.kugetsu.supervisor.config.Flags;
import dev.kugetsu.supervisor.config.RepositoryFile;
import dev.kugetsu.supervisor.project.Project;
import dev.kugetsu.supervisor.project.ProjectSettings;
import dev.kugetsu.supervisor.project.Projects;
import dev.kugetsu.supervisor.project.Registrations;
import dev.kugetsu.supervisor.project.WorktreeFailures;
import dev.kugetsu.worktrees.Repository;
import dev.kugetsu.worktrees.WorktreeException;
import dev.kugetsu.worktrees.Worktrees;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The port of the configuration. Thread-safe.
final class ConfigurationService implements Configuration {

    private final Projects projects;
    private final Registrations registrations;
    private final ProjectSettings settings;
    private final Worktrees worktrees;

    ConfigurationService(
            Projects projects, Registrations registrations, ProjectSettings settings, Worktrees worktrees) {
        this.projects = projects;
        this.registrations = registrations;
        this.settings = settings;
        this.worktrees = worktrees;
    }

    /// Outside a repository, and in one without a commit, only the machine's own settings hold.
    @Override
    public List<SettingView> list(Path directory) {
        return repository(directory)
                .map(repository -> settings.of(
                        repository, settings.baseCommit(repository, Flags.NONE).commitId(), Flags.NONE))
                .orElseGet(() -> settings.ofMachine(Flags.NONE))
                .views();
    }

    private Optional<Repository> repository(Path directory) {
        try {
            Repository repository = worktrees.find(directory);
            worktrees.resolveBase(repository, Optional.of("HEAD"));
            return Optional.of(repository);
        } catch (WorktreeException e) {
            return switch (e.kind()) {
                case NOT_A_REPOSITORY, BARE, NO_COMMIT -> Optional.empty();
                case UNSUPPORTED,
                        UNKNOWN_REVISION,
                        INVALID_BRANCH,
                        BRANCH_BLOCKED,
                        BRANCH_IN_USE,
                        EXISTS,
                        NOT_OURS,
                        LOCKED,
                        UNSAVEABLE,
                        HALF_DONE,
                        MOVED,
                        NO_AUTHOR,
                        DISK_FULL,
                        FAILED -> throw WorktreeFailures.translate(e);
            };
        }
    }

    @Override
    public TrustView examine(Path directory) {
        Repository repository = projects.repository(directory);
        return view(registrations.idOf(repository), file(repository));
    }

    @Override
    public TrustView trust(Path directory, String digest) {
        Repository repository = projects.repository(directory);
        RepositoryFile file = file(repository);
        if (!file.digest().toString().equals(digest)) {
            throw new KugetsuException(
                    KugetsuException.Kind.CONFLICT,
                    RepositoryFile.NAME + " has changed since it was shown",
                    "run `kugetsu trust` again and look at it");
        }
        Project project = registrations.register(repository);
        registrations.trust(project, digest);
        return view(project.projectId(), file(repository));
    }

    @Override
    public void distrust(Path directory) {
        registrations.distrust(projects.at(directory));
    }

    private RepositoryFile file(Repository repository) {
        String commit = settings.baseCommit(repository, Flags.NONE).commitId();
        return settings.file(repository, commit)
                .orElseThrow(() -> new KugetsuException(
                        KugetsuException.Kind.NOT_FOUND,
                        "commit " + commit.substring(0, 7) + " of " + repository.directory() + " has no "
                                + RepositoryFile.NAME,
                        "there is nothing to trust"));
    }

    private static TrustView view(ProjectId project, RepositoryFile file) {
        return new TrustView(
                project.value(),
                file.commit(),
                file.digest().toString(),
                file.content(),
                file.trust() == RepositoryFile.Trust.TRUSTED,
                file.needsTrust().stream()
                        .map(withheld -> withheld.key() + " = " + withheld.value())
                        .toList());
    }
}
