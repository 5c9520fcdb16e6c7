package dev.kugetsu.supervisor.config;

import dev.kugetsu.adapters.Deadlines;
import dev.kugetsu.adapters.PermissionRule;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// All that is configured, as it holds for one project and one command.
///
/// @param harness the name of the harness for new sessions; whether there is one of that name is not checked
///   here
/// @param model for the harness above; empty for the harness's own
/// @param base the revision that new worktrees start from; empty for the remote's default branch
/// @param setup the command that makes a fresh worktree ready, if there is one
/// @param permissions allowed ones first, then denied ones: a harness lets the last rule that matches win
public record Settings(
        String harness,
        Optional<String> model,
        BranchTemplate branch,
        Optional<String> base,
        Optional<Setup> setup,
        Limits limits,
        Deadlines deadlines,
        Duration stopGrace,
        List<PermissionRule> permissions,
        Retention retention,
        Retry retry,
        Budgets budgets,
        Orchestrators orchestrators,
        Harnesses harnesses,
        Daemon daemon) {

    public Settings {
        permissions = List.copyOf(permissions);
    }

    /// How a fresh worktree is made ready.
    public record Setup(SetupCommand command, Duration timeout) {}

    /// How many turns run at once, and what the machine must have to spare for one more of the queue.
    ///
    /// @param maxTurns on this machine
    /// @param maxTurnsPerProject empty when only the machine's limit counts
    /// @param maxTurnsPerHarness for those harnesses that have a limit of their own
    /// @param maxMemoryPressure per cent of the time
    public record Limits(
            int maxTurns,
            OptionalInt maxTurnsPerProject,
            Map<String, Integer> maxTurnsPerHarness,
            long minFreeMemoryBytes,
            int maxMemoryPressure,
            long minFreeDiskBytes) {
        public Limits {
            maxTurnsPerHarness = Map.copyOf(maxTurnsPerHarness);
        }
    }

    /// How queued turns are tried again.
    ///
    /// @param attempts beyond the first, for failures of the provider or of the process
    /// @param delay before the first of them
    /// @param limitDelay the first wait for a limit of the provider that does not say when it ends
    /// @param limitWait the longest wait for such a limit
    public record Retry(int attempts, Duration delay, Duration limitDelay, Duration limitWait) {}

    /// What may be spent.
    public record Budgets(Budget session, Budget project, Budget day) {}

    /// What may be spent in one respect; what is empty is unlimited.
    ///
    /// @param tokens in and out together
    public record Budget(Optional<BigDecimal> usd, Optional<Long> tokens) {

        public boolean isUnlimited() {
            return usd.isEmpty() && tokens.isEmpty();
        }
    }

    /// How long what nobody works on any more is kept.
    ///
    /// @param preservedCount how many saved states of work one repository keeps
    /// @param changes rows of the change log
    /// @param events rows of what agents said and did
    public record Retention(
            Duration turnFolders,
            Duration endedSessions,
            Duration preservedAge,
            int preservedCount,
            Duration changes,
            Duration events) {}

    /// How the daemon of this machine behaves.
    ///
    /// @param port on the loopback address; 0 for any that is free
    /// @param isAutostarted whether a turn that is handed over starts it
    /// @param isQueueResumed whether the queue goes on by itself after the machine was started anew
    public record Daemon(int port, boolean isAutostarted, boolean isQueueResumed) {}

    /// How far orchestrators may go.
    ///
    /// @param maxWorkers live workers that one of them may have
    public record Orchestrators(int maxWorkers) {}

    /// What single harnesses need.
    ///
    /// @param opencodeProgram a name to be found by `PATH`, or an absolute path
    /// @param areHooked whether they call our hooks in turns of ours
    /// @param described those of the user's own
    public record Harnesses(String opencodeProgram, boolean areHooked, List<DescribedHarness> described) {
        public Harnesses {
            described = List.copyOf(described);
        }
    }
}
