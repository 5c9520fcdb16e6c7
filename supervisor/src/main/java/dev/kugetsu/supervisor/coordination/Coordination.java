package dev.kugetsu.supervisor.coordination;

/// How agents get along with each other. Thread-safe; needs no daemon, and works beside one and beside any
/// number of other processes: every right is one row that one statement takes.
public interface Coordination {

    /// Whether what a verb does stays.
    enum Mode {
        COMMIT,
        /// Answers the same and changes nothing: it is done in a transaction that is then rolled back.
        REHEARSE
    }

    /// Does what a verb says, on behalf of the caller. Blocks on the disk, and where the request allows to
    /// wait for a right, until it is free or the time is over.
    ///
    /// @throws dev.kugetsu.supervisor.KugetsuException `CONFLICT` when somebody else holds what is wanted;
    ///   its details say who; `INVALID_INPUT` also when it takes an identity and the caller has none
    <Q extends Record, R> R perform(Verb<Q, R> verb, Q request, Caller caller, Mode mode);
}
