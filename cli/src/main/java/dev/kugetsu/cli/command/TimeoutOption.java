package dev.kugetsu.cli.command;

import dev.kugetsu.cli.convert.DurationConverter;
import java.time.Duration;
import picocli.CommandLine.Option;

/// How long somebody waits for the daemon.
final class TimeoutOption {

    @Option(
            names = "--timeout",
            paramLabel = "<duration>",
            description = "How long to wait for it, such as 10s, which is the default.",
            converter = DurationConverter.class)
    private Duration timeout = Duration.ofSeconds(10);

    Duration timeout() {
        return timeout;
    }
}
