package dev.kugetsu.adapters.opencode;

import dev.kugetsu.adapters.HarnessException;
import dev.kugetsu.adapters.HarnessException.Kind;
import dev.kugetsu.adapters.InteractiveCommand;
import dev.kugetsu.adapters.InteractiveRequest;
import dev.kugetsu.adapters.TurnRequest;
import dev.kugetsu.adapters.TurnRequest.Diagnostics;
import dev.kugetsu.adapters.process.AgentCommand;
import dev.kugetsu.adapters.process.AgentCommand.Stdin;
import dev.kugetsu.adapters.process.ChildEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The command lines and environments of turns.
final class OpencodeLaunch {

    private final OpencodeOptions options;
    private final OpencodeCommands commands;
    private final OpencodeConfiguration configuration;
    private final TurnHooks hooks;

    OpencodeLaunch(OpencodeOptions options, OpencodeCommands commands, OpencodeConfiguration configuration) {
        this.options = options;
        this.commands = commands;
        this.configuration = configuration;
        this.hooks = new TurnHooks(options);
    }

    /// The prompt goes to standard input: opencode 1.18 puts an argument that holds a blank in quotes and
    /// escapes those in it, and takes one that begins with `-` for an option.
    AgentCommand turn(TurnRequest request) throws HarnessException {
        List<String> command = new ArrayList<>(List.of(commands.program().toString(), "run", "--format", "json"));
        // The log on standard error is the only place where retries and the causes of some errors are told.
        command.addAll(List.of("--print-logs", "--log-level", logLevel(request.diagnostics())));
        command.addAll(List.of("--dir", request.directory().toString()));
        command.addAll(List.of("--model", model(request)));
        // A title of our own also saves the model call by which opencode would find one.
        command.add("--title=" + request.title());
        request.session().ifPresent(session -> command.addAll(List.of("--continue", "--session", session.value())));
        keepLog(request);
        Map<String, String> environment = environment(request);
        environment.putAll(hooks.prepare(request));
        return new AgentCommand(command, environment, Stdin.PROMPT);
    }

    /// A person's own session: the same environment as that of a turn, but questions are allowed.
    InteractiveCommand interactive(InteractiveRequest request) throws HarnessException {
        List<String> command = new ArrayList<>(List.of(commands.program().toString()));
        request.model().ifPresent(model -> command.addAll(List.of("--model", model)));
        request.prompt().ifPresent(prompt -> command.add("--prompt=" + prompt));
        Map<String, String> environment = new HashMap<>(options.passing());
        environment.putAll(TurnEnvironment.QUIET);
        environment.put("PWD", request.directory().toString());
        if (!request.permissions().isEmpty()) {
            environment.put(
                    TurnEnvironment.PERMISSION,
                    configuration.interactivePermissions(request.directory(), request.permissions()));
        }
        return new InteractiveCommand(command, ChildEnvironment.with(environment), request.directory());
    }

    private Map<String, String> environment(TurnRequest request) throws HarnessException {
        Map<String, String> environment = new HashMap<>(options.passing());
        environment.putAll(TurnEnvironment.QUIET);
        environment.put(
                TurnEnvironment.PERMISSION,
                configuration.headlessPermissions(request.directory(), request.permissions()));
        return environment;
    }

    private static String model(TurnRequest request) throws HarnessException {
        return request.model()
                .filter(model -> !model.isBlank())
                .orElseThrow(() -> new HarnessException(
                        Kind.FAILED,
                        "turn " + request.turnId() + " names no model; opencode would choose one of its own,"
                                + " so set one as provider/model"));
    }

    private static String logLevel(Diagnostics diagnostics) {
        return switch (diagnostics) {
            case NORMAL -> "INFO";
            case DEBUG -> "DEBUG";
        };
    }

    /// opencode's own log file is shared by all its processes; standard error has this turn's share of it.
    private static void keepLog(TurnRequest request) throws HarnessException {
        Path log = request.folder().harnessLog();
        if (request.diagnostics() == Diagnostics.NORMAL || Files.exists(log)) {
            return;
        }
        try {
            Files.createSymbolicLink(log, request.folder().stderr().getFileName());
        } catch (IOException e) {
            throw new HarnessException(Kind.FAILED, "cannot keep the log of turn " + request.turnId() + ": " + e, e);
        }
    }
}
