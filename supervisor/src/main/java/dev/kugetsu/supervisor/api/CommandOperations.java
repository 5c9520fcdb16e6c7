package dev.kugetsu.supervisor.api;

import dev.kugetsu.supervisor.CommandService;
import dev.kugetsu.supervisor.CommandService.CommandCall;
import dev.kugetsu.supervisor.CommandService.CommandResult;
import dev.kugetsu.supervisor.Supervisor;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The command line itself, for a client of a few lines of shell: nothing to parse but the first line.
record CommandOperations(CommandService commands) {

    /// A command that somebody has typed.
    ///
    /// @param environment each as `NAME=value`
    /// @param terminals which of the descriptors 0, 1 and 2 are terminals
    record RunCommand(
            List<String> arguments,
            List<String> environment,
            String directory,
            String terminals,
            String charset,
            Long process) {}

    List<Operation> all() {
        return List.of(Operation.relay(
                        "/api/v1/commands",
                        "Do a command: a line with the exit code, the bytes of standard output and of standard error; "
                                + "then both",
                        this::run)
                .taking(RunCommand.class));
    }

    private String run(Supervisor supervisor, Call call) {
        RunCommand body = call.body(RunCommand.class);
        CommandResult result = commands.run(
                        supervisor,
                        new CommandCall(
                                body.arguments(),
                                variables(body.environment()),
                                Call.directory(body.directory()),
                                body.terminals(),
                                body.charset(),
                                body.process()))
                .orElseThrow(() -> new HttpFailure(
                        404, "not_found", "the daemon does no such command", "start the program for it"));
        return result.exitCode() + " " + bytes(result.stdout()) + " " + bytes(result.stderr()) + "\n" + result.stdout()
                + result.stderr();
    }

    private static Map<String, String> variables(List<String> texts) {
        Map<String, String> variables = new HashMap<>();
        for (String text : texts) {
            int sign = text.indexOf('=');
            if (sign < 1) {
                throw new HttpFailure(
                        400, "invalid_input", "a variable of `environment` has no value", "give NAME=value");
            }
            variables.put(text.substring(0, sign), text.substring(sign + 1));
        }
        return variables;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
