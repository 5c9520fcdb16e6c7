package dev.kugetsu.supervisor.home;

import dev.kugetsu.adapters.TurnFolder;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.TurnId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Where things are: `KUGETSU_HOME`, by default `~/.kugetsu`. Belongs to one user, mode 0700.
public record KugetsuHome(Path directory) {

    /// The home that an environment names; touches nothing.
    ///
    /// @throws KugetsuException `UNAVAILABLE` when it names none, `INVALID_INPUT` when it names a relative one
    public static KugetsuHome of(Map<String, String> environment) {
        return findFolder(environment, "KUGETSU_HOME")
                .or(() -> findFolder(environment, "HOME").map(home -> home.resolve(".kugetsu")))
                .map(path -> new KugetsuHome(resolved(path.normalize())))
                .orElseThrow(() -> new KugetsuException(
                        KugetsuException.Kind.UNAVAILABLE,
                        "neither KUGETSU_HOME nor HOME says where to keep things",
                        "set KUGETSU_HOME to a folder of yours"));
    }

    /// A relative one would mean another home to each process that inherits it, such as to agents in their
    /// worktrees.
    private static Optional<Path> findFolder(Map<String, String> environment, String variable) {
        Optional<Path> folder = Optional.ofNullable(environment.get(variable))
                .filter(path -> !path.isBlank())
                .map(Path::of);
        if (folder.filter(path -> !path.isAbsolute()).isPresent()) {
            throw new KugetsuException(
                    KugetsuException.Kind.INVALID_INPUT,
                    variable + " is '" + folder.get() + "', which is another folder wherever one stands",
                    "set " + variable + " to an absolute path");
        }
        return folder;
    }

    /// As git names it: repositories record real paths, and these are compared with ours. What is not there yet
    /// is no link.
    private static Path resolved(Path path) {
        Path parent = path.getParent();
        if (parent == null) {
            return path;
        }
        if (Files.notExists(path)) {
            return resolved(parent).resolve(path.getFileName());
        }
        try {
            return path.toRealPath();
        } catch (IOException e) {
            throw OwnFiles.unusable(path, e);
        }
    }

    /// Makes the folders that are missing; idempotent, safe when several processes do it at once.
    public void create() {
        for (Path folder : new Path[] {directory, worktrees(), turns(), logs(), harnessState()}) {
            OwnFiles.makeFolder(folder);
        }
    }

    /// Why hooks were answered by silence.
    public Path hookLog() {
        return logs().resolve("hooks.log");
    }

    /// There whenever there may be a lock of coordination.
    public Path lockMarker() {
        return directory.resolve("locks-held");
    }

    public Path database() {
        return directory.resolve("kugetsu.db");
    }

    /// Locked while the database is made or brought up to date.
    public Path databaseLock() {
        return directory.resolve("kugetsu.db.lock");
    }

    /// Room for the database on the day on which the disk is full.
    public Path ballast() {
        return directory.resolve("ballast");
    }

    public Path configuration() {
        return directory.resolve("config.toml");
    }

    public Path worktrees() {
        return directory.resolve("worktrees");
    }

    public Path turns() {
        return directory.resolve("turns");
    }

    public TurnFolder turn(TurnId turn) {
        return new TurnFolder(turns().resolve(turn.value()));
    }

    /// The folder of one attempt of a turn: the turn's own for the first, one below it for each further.
    public TurnFolder turn(TurnId turn, int attempt) {
        TurnFolder first = turn(turn);
        return attempt == 1
                ? first
                : new TurnFolder(first.path().resolve("attempts").resolve(Integer.toString(attempt)));
    }

    public Path logs() {
        return directory.resolve("logs");
    }

    /// Where a daemon that runs in the background writes what it has to say.
    public Path daemonLog() {
        return logs().resolve("daemon.log");
    }

    /// Locked for life by the daemon of this home.
    public Path daemonLock() {
        return directory.resolve("daemon.lock");
    }

    /// Names the process that holds the lock, or held it last.
    public Path daemonOwner() {
        return directory.resolve("daemon.owner");
    }

    /// Says how a ready daemon is reached.
    public Path daemonHandshake() {
        return directory.resolve("daemon.json");
    }

    /// What must be sent to the daemon on the loopback address.
    public Path daemonToken() {
        return directory.resolve("daemon.token");
    }

    public Path daemonSocket() {
        return directory.resolve("daemon.sock");
    }

    /// Copies of the database.
    public Path backups() {
        return directory.resolve("backups");
    }

    /// What adapters keep for themselves, such as locks and the sessions of the scripted harness.
    public Path harnessState() {
        return directory.resolve("harness");
    }
}
