package dev.kugetsu.supervisor.audit;

import dev.kugetsu.supervisor.Audit;
import dev.kugetsu.supervisor.cleanup.CleanupWiring;
import dev.kugetsu.supervisor.harness.HarnessSessions;
import dev.kugetsu.supervisor.recovery.Recovery;
import dev.kugetsu.supervisor.turn.TurnWiring;
import java.util.List;

/// Puts this feature together.
public final class AuditWiring {

    private AuditWiring() {}

    /// Its checks stand in the order of repairs: processes end before what they work in is removed.
    public static Audit of(TurnWiring.Parts parts, TurnWiring turns, CleanupWiring cleanup, Recovery recovery) {
        Repositories repositories = new Repositories(parts.projects());
        return new Auditing(
                List.of(
                        new ProcessCheck(parts.store(), parts.home(), parts.processes()),
                        new TurnCheck(parts.home(), turns.records(), recovery, parts.processes()),
                        new SessionCheck(parts.store(), turns.references(), recovery, parts.processes(), parts.clock()),
                        new RepositoryCheck(parts.projects(), parts.worktrees()),
                        new BaseCheck(parts.projects(), parts.bases(), new HarnessSessions(parts.harnesses())),
                        new MisplacedCheck(cleanup.pruning()),
                        new WorktreeCheck(parts.store(), parts.home(), repositories, parts.worktrees(), parts.clock()),
                        new WorktreeFolderCheck(parts.store(), parts.home(), parts.projects(), parts.worktrees()),
                        new BranchCheck(parts.store(), parts.home(), repositories, parts.settings(), parts.worktrees()),
                        new PreservedCheck(parts.store(), repositories, parts.worktrees()),
                        new TemporaryCheck(parts.store(), parts.home(), parts.harnesses()),
                        new DaemonCheck(parts.home(), parts.processes())),
                recovery);
    }
}
