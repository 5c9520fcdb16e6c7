package dev.kugetsu.adapters.process;

import dev.kugetsu.adapters.TurnFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Everything that a wrapper needs to run one command.
///
/// @param folder receives the wrapper's own small files
/// @param environment added to what is inherited
/// @param stdout appended to; made if it is missing
record Launch(
        String turnId,
        TurnFolder folder,
        List<String> command,
        Path directory,
        Map<String, String> environment,
        Path stdin,
        Path stdout,
        Path stderr,
        Duration deadline) {

    static final Path NO_INPUT = Path.of("/dev/null");
}
