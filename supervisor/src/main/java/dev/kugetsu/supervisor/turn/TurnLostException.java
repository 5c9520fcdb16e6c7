package dev.kugetsu.supervisor.turn;

/// The turn is not to be launched by us any more.
final class TurnLostException extends Exception {

    /// Who has decided so.
    enum Loss {
        /// Somebody has asked for its end; undoing it is still up to us.
        STOPPED,
        /// Another process believes us dead and has taken it over, undoing included.
        TAKEN_OVER
    }

    private final Loss loss;

    TurnLostException(Loss loss) {
        super(loss.name());
        this.loss = loss;
    }

    Loss loss() {
        return loss;
    }
}
