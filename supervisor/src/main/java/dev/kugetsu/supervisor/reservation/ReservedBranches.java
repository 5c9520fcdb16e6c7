package dev.kugetsu.supervisor.reservation;

import dev.kugetsu.supervisor.ProjectId;
import dev.kugetsu.worktrees.BranchName;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// Tells which branches somebody has.
public final class ReservedBranches {

    private ReservedBranches() {}

    /// Those of a project, whether their owners are there or not.
    public static Set<BranchName> of(Handle transaction, ProjectId project) {
        return transaction.attach(ReservationDao.class).list(project, Optional.empty(), false).stream()
                .map(Reservation::branch)
                .collect(Collectors.toUnmodifiableSet());
    }
}
