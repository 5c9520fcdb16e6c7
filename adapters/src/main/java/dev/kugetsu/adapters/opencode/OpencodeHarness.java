package dev.kugetsu.adapters.opencode;

import dev.kugetsu.adapters.Capabilities;
import dev.kugetsu.adapters.Capabilities.Capability;
import dev.kugetsu.adapters.Checkpoint;
import dev.kugetsu.adapters.Fingerprint;
import dev.kugetsu.adapters.ForkRequest;
import dev.kugetsu.adapters.Harness;
import dev.kugetsu.adapters.HarnessException;
import dev.kugetsu.adapters.HarnessSession;
import dev.kugetsu.adapters.HarnessSessionId;
import dev.kugetsu.adapters.InteractiveCommand;
import dev.kugetsu.adapters.InteractiveRequest;
import dev.kugetsu.adapters.RunningTurn;
import dev.kugetsu.adapters.TurnFolder;
import dev.kugetsu.adapters.TurnHandle;
import dev.kugetsu.adapters.TurnRequest;
import dev.kugetsu.adapters.process.AbandonedFiles;
import dev.kugetsu.adapters.process.Dialogue;
import dev.kugetsu.adapters.process.Steering;
import dev.kugetsu.adapters.process.TurnProcesses;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// opencode, by its command line: a process per turn, no server.
///
/// It uses the user's own opencode: configuration, login and database stay where they are, and what a turn
/// needs beyond them is handed over in its environment. The first event of a turn is the session's id, within a
/// second or two, and comes before the model is asked; a model that never answers is therefore a matter of the
/// silence deadline.
public final class OpencodeHarness implements Harness {

    private static final Dialogue DIALOGUE = new Dialogue(
            OpencodeOutput::new,
            new Steering.None("opencode takes no message in mid-turn when it is run by its command line"));

    private final TurnProcesses processes;
    private final OpencodeCommands commands;
    private final OpencodeDatabase database;
    private final OpencodeConfiguration configuration;
    private final OpencodeSessions sessions;
    private final OpencodeForks forks;
    private final OpencodeLaunch launch;
    private final Path stateDirectory;

    public OpencodeHarness(TurnProcesses processes, OpencodeOptions options) {
        this.processes = processes;
        this.stateDirectory = options.stateDirectory();
        this.commands = new OpencodeCommands(options);
        this.database = new OpencodeDatabase(options, commands);
        this.configuration = new OpencodeConfiguration(options, commands);
        this.sessions = new OpencodeSessions(commands, stateDirectory);
        this.forks = new OpencodeForks(stateDirectory.resolve("forks"), commands, sessions, Clock.systemUTC());
        this.launch = new OpencodeLaunch(options, commands, configuration);
    }

    @Override
    public String name() {
        return "opencode";
    }

    @Override
    public Capabilities capabilities() {
        return Capabilities.of(
                Capability.INTERACTIVE, Capability.PERMISSIONS, Capability.LIST_SESSIONS, Capability.NEEDS_MODEL);
    }

    @Override
    public Fingerprint fingerprint() throws HarnessException {
        String version = commands.get(stateDirectory, "--version").strip();
        return new Fingerprint(commands.program(), version, OpencodeProgram.TESTED_VERSIONS);
    }

    @Override
    public Optional<String> defaultModel(Path directory) throws HarnessException {
        database.ensureReady();
        return configuration.findModel(directory);
    }

    /// Besides what the port says: a session that works in another folder than the request's is refused,
    /// because opencode 1.18 would work there, print nothing and never end.
    @Override
    public RunningTurn start(TurnRequest request) throws HarnessException {
        database.ensureReady();
        if (request.session().isPresent()) {
            requireHome(request.session().get(), request.directory());
        }
        return processes.launch(request, launch.turn(request), DIALOGUE);
    }

    @Override
    public Optional<TurnHandle> settle(TurnFolder folder) {
        return processes.settle(folder);
    }

    @Override
    public RunningTurn recover(TurnHandle handle) {
        return processes.recover(handle, DIALOGUE);
    }

    @Override
    public RunningTurn recover(TurnHandle handle, Checkpoint from) {
        return processes.recover(handle, from, DIALOGUE);
    }

    @Override
    public HarnessSessionId fork(ForkRequest request) throws HarnessException {
        database.ensureReady();
        return forks.fork(request);
    }

    @Override
    public void discardFork(String key, Path directory) throws HarnessException {
        database.ensureReady();
        forks.discard(key);
    }

    @Override
    public void deleteSession(HarnessSessionId session, Path directory) throws HarnessException {
        database.ensureReady();
        forks.delete(session);
    }

    @Override
    public List<HarnessSession> listSessions(Path directory) throws HarnessException {
        database.ensureReady();
        return sessions.list(directory);
    }

    @Override
    public List<Path> listAbandoned() throws HarnessException {
        try {
            List<Path> found = new ArrayList<>(AbandonedFiles.list(stateDirectory.resolve("tmp"), Scratch.NAMES));
            found.addAll(AbandonedFiles.list(stateDirectory, "database-*.new"));
            found.addAll(AbandonedFiles.list(stateDirectory.resolve("forks"), "*.{export,new}"));
            return List.copyOf(found);
        } catch (IOException e) {
            throw new HarnessException(HarnessException.Kind.FAILED, "cannot read " + stateDirectory + ": " + e, e);
        }
    }

    @Override
    public Optional<InteractiveCommand> interactive(InteractiveRequest request) throws HarnessException {
        database.ensureReady();
        return Optional.of(launch.interactive(request));
    }

    /// What a fork of ours is bound to we know; of any other session we ask. One that opencode does not know is
    /// left to the turn, which says so.
    private void requireHome(HarnessSessionId session, Path directory) throws HarnessException {
        Optional<Path> known = forks.findDirectory(session);
        Optional<Path> home = known.isPresent() ? known : sessions.findDirectory(session);
        if (home.isPresent() && !isSame(home.get(), directory)) {
            throw new HarnessException(
                    HarnessException.Kind.FAILED,
                    "opencode's session " + session + " works in " + home.get() + " and cannot go on in " + directory
                            + "; fork it into that folder");
        }
    }

    /// opencode 1.18: a session is bound to the real path of its folder, ours may lead through links.
    private static boolean isSame(Path home, Path directory) throws HarnessException {
        try {
            return home.equals(directory) || home.equals(directory.toRealPath());
        } catch (IOException e) {
            throw new HarnessException(HarnessException.Kind.FAILED, "cannot work in " + directory + ": " + e, e);
        }
    }
}
