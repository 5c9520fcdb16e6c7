package dev.kugetsu.adapters.scripted;

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
import dev.kugetsu.adapters.PermissionRule;
import dev.kugetsu.adapters.RunningTurn;
import dev.kugetsu.adapters.TurnFolder;
import dev.kugetsu.adapters.TurnHandle;
import dev.kugetsu.adapters.TurnRequest;
import dev.kugetsu.adapters.process.AgentCommand;
import dev.kugetsu.adapters.process.AgentCommand.Stdin;
import dev.kugetsu.adapters.process.ChildEnvironment;
import dev.kugetsu.adapters.process.Dialogue;
import dev.kugetsu.adapters.process.ShellScript;
import dev.kugetsu.adapters.process.Steering;
import dev.kugetsu.adapters.process.TurnProcesses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.zeroturnaround.exec.ProcessExecutor;

/// A harness whose agent plays its prompt as a script, one step per line, in a real process: for a first look
/// without an account, for tests, and to see how failures look. The steps stand in `player.sh`; any other line
/// is said back.
public final class ScriptedHarness implements Harness {

    private static final Dialogue DIALOGUE = new Dialogue(ScriptedParser::new, new Steering.ByInbox());

    private final TurnProcesses turns;
    private final Path state;
    private final ScriptedStore store;
    private final ShellScript player = ShellScript.beside(ScriptedHarness.class, "player.sh");

    /// @param state the absolute folder that holds the agent's sessions; made when it is first needed
    public ScriptedHarness(TurnProcesses turns, Path state) {
        this.turns = turns;
        this.state = state;
        this.store = new ScriptedStore(state);
    }

    @Override
    public String name() {
        return "scripted";
    }

    @Override
    public Capabilities capabilities() {
        return Capabilities.of(
                Capability.INTERACTIVE, Capability.PERMISSIONS, Capability.LIST_SESSIONS, Capability.STEER);
    }

    @Override
    public Fingerprint fingerprint() {
        return new Fingerprint(Path.of("/bin/sh"), "1", Set.of("1"));
    }

    @Override
    public Optional<String> defaultModel(Path directory) {
        return Optional.empty();
    }

    @Override
    public RunningTurn start(TurnRequest request) throws HarnessException {
        List<String> command = player("play");
        command.add(request.session().map(HarnessSessionId::value).orElse(""));
        command.add(request.title());
        command.add(request.folder().inbox().toString());
        command.addAll(rules(request.permissions()));
        return turns.launch(request, new AgentCommand(command, Map.of(), Stdin.PROMPT), DIALOGUE);
    }

    @Override
    public Optional<TurnHandle> settle(TurnFolder folder) {
        return turns.settle(folder);
    }

    @Override
    public RunningTurn recover(TurnHandle handle) {
        return turns.recover(handle, DIALOGUE);
    }

    @Override
    public RunningTurn recover(TurnHandle handle, Checkpoint from) {
        return turns.recover(handle, from, DIALOGUE);
    }

    @Override
    public HarnessSessionId fork(ForkRequest request) throws HarnessException {
        HarnessSessionId fork = store.forkOf(request.key());
        if (store.holds(fork)) {
            return fork;
        }
        if (!store.holds(request.base())) {
            throw new HarnessException(
                    HarnessException.Kind.SESSION_NOT_FOUND,
                    "the scripted agent has no session " + request.base() + " to fork from");
        }
        try {
            store.fork(request, fork);
            return fork;
        } catch (IOException e) {
            throw failed("cannot fork session " + request.base(), e);
        }
    }

    @Override
    public void discardFork(String key, Path directory) throws HarnessException {
        deleteSession(store.forkOf(key), directory);
    }

    @Override
    public void deleteSession(HarnessSessionId session, Path directory) throws HarnessException {
        try {
            store.delete(session);
        } catch (IOException e) {
            throw failed("cannot delete session " + session, e);
        }
    }

    @Override
    public List<HarnessSession> listSessions(Path directory) throws HarnessException {
        try {
            return store.listOf(repository(directory));
        } catch (IOException e) {
            throw failed("cannot list the sessions of " + directory, e);
        }
    }

    @Override
    public List<Path> listAbandoned() throws HarnessException {
        try {
            return store.listAbandoned();
        } catch (IOException e) {
            throw failed("cannot look for left-over drafts", e);
        }
    }

    @Override
    public Optional<InteractiveCommand> interactive(InteractiveRequest request) {
        List<String> command = player("talk");
        command.add("interactive session");
        command.addAll(rules(request.permissions()));
        Map<String, String> environment =
                ChildEnvironment.with(Map.of("PWD", request.directory().toString()));
        return Optional.of(new InteractiveCommand(command, environment, request.directory()));
    }

    private List<String> player(String mode) {
        return new ArrayList<>(List.of("sh", "-c", player.text(), "kugetsu-scripted", mode, state.toString()));
    }

    private static List<String> rules(List<PermissionRule> rules) {
        return rules.stream()
                .map(rule -> switch (rule.action()) {
                    case ALLOW -> rule.toString();
                    case DENY -> "!" + rule;
                })
                .toList();
    }

    /// As the player does it.
    private static String repository(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return directory.toString();
        }
        try {
            var git = new ProcessExecutor("git", "rev-parse", "--path-format=absolute", "--git-common-dir")
                    .directory(directory.toFile())
                    .environment("GIT_DIR", null)
                    .readOutput(true)
                    .timeout(30, TimeUnit.SECONDS)
                    .execute();
            return git.getExitValue() == 0 ? git.outputUTF8().strip() : directory.toString();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (TimeoutException e) {
            throw new IOException("git did not answer", e);
        }
    }

    private HarnessException failed(String what, IOException cause) {
        return new HarnessException(
                HarnessException.Kind.FAILED, what + " in " + state + " of the scripted agent: " + cause, cause);
    }
}
