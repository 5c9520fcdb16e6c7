package dev.kugetsu.supervisor.config;

import dev.kugetsu.adapters.Deadlines;
import dev.kugetsu.adapters.PermissionRule;
import java.time.Duration;
import java.util.List;
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
        Orchestrators orchestrators,
        Harnesses harnesses) {

    public Settings {
        permissions = List.copyOf(permissions);
    }

    /// How a fresh worktree is made ready.
    public record Setup(SetupCommand command, Duration timeout) {}

    /// How many turns run at once.
    ///
    /// @param maxTurns on this machine
    /// @param maxTurnsPerProject empty when only the machine's limit counts
    public record Limits(int maxTurns, OptionalInt maxTurnsPerProject) {}

    /// How long what nobody works on any more is kept.
    ///
    /// @param preservedCount how many saved states of work one repository keeps
    public record Retention(Duration turnFolders, Duration endedSessions, Duration preservedAge, int preservedCount) {}

    /// How far orchestrators may go.
    ///
    /// @param maxWorkers live workers that one of them may have
    public record Orchestrators(int maxWorkers) {}

    /// What single harnesses need.
    ///
    /// @param opencodeProgram a name to be found by `PATH`, or an absolute path
    /// @param described those of the user's own
    public record Harnesses(String opencodeProgram, List<DescribedHarness> described) {
        public Harnesses {
            described = List.copyOf(described);
        }
    }
}
