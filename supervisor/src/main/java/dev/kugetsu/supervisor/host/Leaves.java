package dev.kugetsu.supervisor.host;

import dev.kugetsu.adapters.CommandRunner;
import dev.kugetsu.adapters.Harness;
import dev.kugetsu.adapters.Processes;
import dev.kugetsu.adapters.command.CommandHarness;
import dev.kugetsu.adapters.command.ForgottenHarness;
import dev.kugetsu.adapters.opencode.OpencodeHarness;
import dev.kugetsu.adapters.opencode.OpencodeOptions;
import dev.kugetsu.adapters.process.DetachedCommands;
import dev.kugetsu.adapters.process.SystemProcesses;
import dev.kugetsu.adapters.process.TurnProcesses;
import dev.kugetsu.adapters.scripted.ScriptedHarness;
import dev.kugetsu.supervisor.config.DescribedHarness;
import dev.kugetsu.supervisor.config.Settings;
import dev.kugetsu.supervisor.home.KugetsuHome;
import dev.kugetsu.worktrees.Worktrees;
import dev.kugetsu.worktrees.local.LocalWorktrees;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a supervisor drives: everything outside of its own store.
///
/// @param hookProgram what harnesses call as their hook
record Leaves(
        Worktrees worktrees,
        List<Harness> harnesses,
        CommandRunner commands,
        Processes processes,
        Optional<Path> hookProgram) {

    /// A short opencode command takes about a second; under load, and on its very first start, many.
    private static final Duration OPENCODE_COMMAND_DEADLINE = Duration.ofMinutes(2);

    Leaves(Worktrees worktrees, List<Harness> harnesses, CommandRunner commands, Processes processes) {
        this(worktrees, harnesses, commands, processes, Optional.empty());
    }

    /// This machine and the harnesses that its settings name.
    static Leaves of(KugetsuHome home, Map<String, String> environment) {
        return of(home, environment, LocalHost.machine(home, environment));
    }

    static Leaves of(KugetsuHome home, Map<String, String> environment, Settings machine) {
        SystemProcesses processes = SystemProcesses.detect();
        return new Leaves(
                new LocalWorktrees(Clock.systemUTC()),
                harnesses(home, machine, processes, environment),
                new DetachedCommands(processes),
                processes);
    }

    /// Stands in for a harness of which nothing is known any more but its name.
    static Harness forgotten(String name) {
        return new ForgottenHarness(name, new TurnProcesses(SystemProcesses.detect()));
    }

    Leaves calling(Optional<Path> program) {
        return new Leaves(worktrees, harnesses, commands, processes, program);
    }

    private static List<Harness> harnesses(
            KugetsuHome home, Settings machine, SystemProcesses processes, Map<String, String> environment) {
        TurnProcesses turnProcesses = new TurnProcesses(processes);
        List<Harness> harnesses = new ArrayList<>();
        harnesses.add(new OpencodeHarness(
                turnProcesses,
                new OpencodeOptions(
                        Optional.of(machine.harnesses().opencodeProgram())
                                .map(Path::of)
                                .filter(Path::isAbsolute),
                        environment,
                        home.harnessState().resolve("opencode"),
                        OPENCODE_COMMAND_DEADLINE)));
        harnesses.add(new ScriptedHarness(turnProcesses, home.harnessState().resolve("scripted")));
        for (DescribedHarness described : machine.harnesses().described()) {
            harnesses.add(new CommandHarness(
                    described.spec(), turnProcesses, home.harnessState().resolve(described.name())));
        }
        return harnesses;
    }
}
