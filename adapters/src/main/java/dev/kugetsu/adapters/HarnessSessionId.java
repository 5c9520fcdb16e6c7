package dev.kugetsu.adapters;

import java.util.Optional;

/// A harness's own id of one of its sessions; opaque to us.
///
/// A fork that its harness names only in its first turn has until then a stand-in, which tells the base. That is for
/// the harness's adapter alone; nobody else is shown it.
public record HarnessSessionId(String value) {

    private static final String STAND_IN = "fork-of:";

    public HarnessSessionId {
        if (value.isBlank() || value.startsWith("-")) {
            throw new IllegalArgumentException("not a harness session id: '" + value + "'");
        }
    }

    /// The stand-in of a fork that is made by its first turn.
    public static HarnessSessionId forkToBeMade(HarnessSessionId base) {
        return new HarnessSessionId(STAND_IN + base);
    }

    /// The base of a fork that is still to be made; empty for the id of a session that there is.
    public Optional<HarnessSessionId> baseOfForkToBeMade() {
        return isStandIn() ? Optional.of(new HarnessSessionId(value.substring(STAND_IN.length()))) : Optional.empty();
    }

    /// Whether the harness has given it.
    public boolean isGiven() {
        return !isStandIn();
    }

    private boolean isStandIn() {
        return value.startsWith(STAND_IN);
    }

    @Override
    public String toString() {
        return value;
    }
}
