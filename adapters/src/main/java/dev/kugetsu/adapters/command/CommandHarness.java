package dev.kugetsu.adapters.command;

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
import dev.kugetsu.adapters.process.AgentCommand;
import dev.kugetsu.adapters.process.ChildEnvironment;
import dev.kugetsu.adapters.process.Dialogue;
import dev.kugetsu.adapters.process.OutputParser;
import dev.kugetsu.adapters.process.Steering;
import dev.kugetsu.adapters.process.TurnProcesses;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A harness that is driven by the command lines of its description. It cannot list its sessions and obeys no
/// permission rules: what its agent may do is up to its own arguments.
public final class CommandHarness implements Harness {

    private final CommandHarnessSpec spec;
    private final TurnProcesses turns;
    private final SessionTotals totals;
    private final CommandForks forks;

    /// @param state an absolute folder of the harness's own; made when it is first needed
    public CommandHarness(CommandHarnessSpec spec, TurnProcesses turns, Path state) {
        this.spec = spec;
        this.turns = turns;
        this.totals = new SessionTotals(state.resolve("totals"));
        this.forks = new CommandForks(spec, new ForkBook(state.resolve("forks")), totals);
    }

    @Override
    public String name() {
        return spec.name();
    }

    @Override
    public Capabilities capabilities() {
        Set<Capability> capabilities = new HashSet<>();
        if (spec.interactive().isPresent()) {
            capabilities.add(Capability.INTERACTIVE);
        }
        if (spec.needsModel()) {
            capabilities.add(Capability.NEEDS_MODEL);
        }
        return new Capabilities(capabilities);
    }

    @Override
    public Fingerprint fingerprint() throws HarnessException {
        List<String> command = spec.version().fill(Map.of());
        Path program = ProgramPath.find(command.getFirst())
                .orElseThrow(() -> new HarnessException(
                        HarnessException.Kind.MISSING,
                        spec.version().key() + ": there is no program " + command.getFirst() + " on the PATH"));
        ShortCommand.Answer answer =
                new ShortCommand(spec.version().key(), command, Path.of("").toAbsolutePath(), spec.environment()).run();
        if (answer.exitCode() != 0) {
            throw failed(spec.version(), answer);
        }
        return new Fingerprint(program, answer.text().lines().findFirst().orElse("unknown"), Set.of());
    }

    @Override
    public Optional<String> defaultModel(Path directory) {
        return Optional.empty();
    }

    @Override
    public RunningTurn start(TurnRequest request) throws HarnessException {
        Map<String, String> values = new HashMap<>();
        values.put("directory", request.directory().toString());
        values.put("title", request.title());
        values.put("prompt_file", request.folder().prompt().toString());
        request.model().ifPresent(model -> values.put("model", model));
        CommandTemplate template = template(request.session(), values);
        if (template.uses("model") && request.model().isEmpty()) {
            throw new HarnessException(
                    HarnessException.Kind.FAILED, template.key() + " needs a model; name one by --model");
        }
        AgentCommand command = new AgentCommand(template.fill(values), spec.environment(), spec.prompt());
        if (spec.countsOverSession()) {
            beginCount(request);
        }
        return turns.launch(request, command, dialogue(request.folder()));
    }

    private void beginCount(TurnRequest request) throws HarnessException {
        try {
            totals.turn(request.folder()).begin(request.session());
        } catch (IOException e) {
            throw new HarnessException(
                    HarnessException.Kind.FAILED,
                    "cannot keep what the session of turn " + request.turnId() + " has spent before: " + e,
                    e);
        }
    }

    private CommandTemplate template(Optional<HarnessSessionId> session, Map<String, String> values) {
        if (session.isEmpty()) {
            return spec.base();
        }
        Optional<HarnessSessionId> base = session.get().baseOfForkToBeMade();
        if (base.isPresent() && spec.start().isPresent()) {
            values.put("base", base.get().value());
            return spec.start().get();
        }
        values.put("session", session.get().value());
        return spec.proceed();
    }

    @Override
    public Optional<TurnHandle> settle(TurnFolder folder) {
        return turns.settle(folder);
    }

    @Override
    public RunningTurn recover(TurnHandle handle) {
        return turns.recover(handle, dialogue(handle.folder()));
    }

    @Override
    public RunningTurn recover(TurnHandle handle, Checkpoint from) {
        return turns.recover(handle, from, dialogue(handle.folder()));
    }

    @Override
    public HarnessSessionId fork(ForkRequest request) throws HarnessException {
        return forks.fork(request);
    }

    @Override
    public void discardFork(String key, Path directory) throws HarnessException {
        forks.discard(key, directory);
    }

    @Override
    public void deleteSession(HarnessSessionId session, Path directory) throws HarnessException {
        forks.delete(session, directory);
    }

    @Override
    public List<HarnessSession> listSessions(Path directory) throws HarnessException {
        throw new HarnessException(
                HarnessException.Kind.UNSUPPORTED, "harness " + name() + " cannot list its sessions");
    }

    @Override
    public List<Path> listAbandoned() throws HarnessException {
        return forks.listAbandoned();
    }

    @Override
    public Optional<InteractiveCommand> interactive(InteractiveRequest request) {
        Map<String, String> values =
                new HashMap<>(Map.of("directory", request.directory().toString()));
        request.model().ifPresent(model -> values.put("model", model));
        return spec.interactive()
                .map(template -> new InteractiveCommand(
                        template.fill(values), ChildEnvironment.with(spec.environment()), request.directory()));
    }

    private Dialogue dialogue(TurnFolder folder) {
        return new Dialogue(
                () -> parser(folder),
                new Steering.None("the description of " + name() + " knows no way to tell it anything"));
    }

    private OutputParser parser(TurnFolder folder) {
        return switch (spec.output()) {
            case CommandOutput.Text text -> new TextParser(text, spec.sessionNotFound());
            case CommandOutput.JsonLines lines ->
                new JsonLinesParser(
                        lines,
                        spec.sessionNotFound(),
                        lines.countsOverSession() ? Optional.of(totals.turn(folder)) : Optional.empty());
        };
    }

    static HarnessException failed(CommandTemplate template, ShortCommand.Answer answer) {
        return new HarnessException(
                HarnessException.Kind.FAILED,
                template.key() + " exited with " + answer.exitCode() + ": " + answer.text());
    }
}
