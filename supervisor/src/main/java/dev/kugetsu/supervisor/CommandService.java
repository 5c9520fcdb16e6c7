package dev.kugetsu.supervisor;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Commands of the program, done in the daemon for clients that are too small to be the program: to start it
/// takes twenty times as long as most of what agents ask for.
@FunctionalInterface
public interface CommandService {

    /// One command, as somebody has typed it.
    ///
    /// @param arguments without the name of the program
    /// @param environment the variables of the client that a command may look at
    /// @param directory the absolute folder that the client stands in
    /// @param terminals which of the descriptors 0, 1 and 2 of the client are terminals, such as `12`
    /// @param charset what the client's locale can show
    /// @param process the pid of the client
    record CommandCall(
            List<String> arguments,
            Map<String, String> environment,
            Path directory,
            String terminals,
            String charset,
            long process) {

        public CommandCall {
            arguments = List.copyOf(arguments);
            environment = Map.copyOf(environment);
        }
    }

    /// What the program would have left behind.
    record CommandResult(int exitCode, String stdout, String stderr) {}

    /// Does it, and returns when it is done. Never throws what the command line would report.
    ///
    /// @param supervisor of whoever asks
    /// @return empty if this is nothing that a daemon does for others; then nothing has been done
    Optional<CommandResult> run(Supervisor supervisor, CommandCall call);
}
