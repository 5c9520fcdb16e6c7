package dev.kugetsu.supervisor.agent;

import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.supervisor.coordination.Caller;
import java.util.Optional;

/// What a registration tells of the processes of an agent session. Pure.
///
/// @param process the program that it is known by from now on
/// @param watched the process that it lasts as long as, if that is another one
record Whereabouts(Optional<ProcessIdentity> process, Optional<ProcessIdentity> watched) {

    /// Whoever has a name and lasts as long as another process than the one that calls is not known by the
    /// latter: that may speak for many.
    ///
    /// @param watched the process that is to be watched, if one is named
    /// @param known the agent session that the caller has been so far
    static Whereabouts of(Caller caller, Optional<ProcessIdentity> watched, Optional<AgentSession> known) {
        boolean isNamed = caller.session().isPresent();
        Optional<ProcessIdentity> own =
                isNamed ? caller.process() : known.map(AgentSession::process).orElseGet(caller::process);
        if (watched.isPresent() && !watched.equals(own)) {
            return new Whereabouts(isNamed ? Optional.empty() : own, watched);
        }
        boolean isAtHome = watched.isPresent() || isNamed || known.isEmpty();
        return new Whereabouts(own.filter(_ -> isAtHome), Optional.empty());
    }
}
