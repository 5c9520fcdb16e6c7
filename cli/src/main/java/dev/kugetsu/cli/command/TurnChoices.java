package dev.kugetsu.cli.command;

import dev.kugetsu.adapters.PermissionRule;
import dev.kugetsu.cli.convert.DurationConverter;
import dev.kugetsu.cli.convert.PermissionConverter;
import dev.kugetsu.supervisor.Turns.Attendance;
import dev.kugetsu.supervisor.Turns.TurnOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/// The options that `start` and `continue` share.
final class TurnChoices {

    @Option(names = "--model", paramLabel = "<model>", description = "The model, as the harness names it.")
    private Optional<String> model = Optional.empty();

    @Option(
            names = "--allow",
            paramLabel = "<permission:pattern>",
            description = "Grant a permission to the session from now on; may be repeated.",
            converter = PermissionConverter.class)
    private List<PermissionRule> permissions = new ArrayList<>();

    @Option(
            names = "--timeout",
            paramLabel = "<duration>",
            description = "End the turn after so long, such as 90m or 2h30m.",
            converter = DurationConverter.class)
    private Optional<Duration> timeout = Optional.empty();

    @Option(
            names = "--priority",
            paramLabel = "<number>",
            description = "Go before others that wait for a slot; higher goes first, 0 is ordinary.")
    private int priority;

    @Option(
            names = "--detach",
            description = "Return after the launch, or once the turn is in the daemon's queue; it works on.")
    private boolean isDetached;

    @Option(names = "--debug", description = "Keep the harness's own log and say where it is.")
    private boolean isDebugged;

    TurnOptions options() {
        return new TurnOptions(
                model,
                permissions,
                timeout,
                isDetached ? Attendance.DETACH : Attendance.FOLLOW,
                priority,
                isDebugged ? TurnOptions.Debug.ON : TurnOptions.Debug.OFF);
    }
}
