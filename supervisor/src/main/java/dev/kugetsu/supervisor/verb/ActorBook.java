package dev.kugetsu.supervisor.verb;

import java.util.Optional;

/// Tells who a caller is.
public interface ActorBook {

    /// Who the caller of this transaction is; being here is noted with it.
    ///
    /// @throws dev.kugetsu.supervisor.KugetsuException `INVALID_INPUT` when nothing says who it is,
    ///   `CONFLICT` when its agent session has ended
    Actor identify(Desk desk);

    /// Notes that the caller is here, if it is known.
    void touch(Desk desk);

    /// Begins anew the agent session of the caller if that has ended, because its harness says that it is back.
    void readmit(Desk desk);

    /// Who the caller is, if that is known by now; notes nothing, and may be asked by a transaction that only
    /// reads.
    Optional<Actor> find(Desk desk);
}
