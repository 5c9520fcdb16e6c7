package dev.kugetsu.adapters;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The processes of this machine, as far as we have to know them. Thread-safe.
public interface Processes {

    /// The environment variable that marks every process of a turn; its value is the turn's id.
    String TURN_MARKER = "KUGETSU_TURN_ID";

    /// Our own process.
    ProcessIdentity current();

    /// Whether this very process still runs; a zombie is dead. Does not block.
    Liveness probe(ProcessIdentity process);

    /// The program that has called us, such as an agent, however many shells are in between; it lives on when
    /// the command is over. Empty when nobody but the system is above us, and where the system does not tell
    /// (macOS).
    Optional<ProcessIdentity> findCaller();

    /// The same for another process, such as that of a hook.
    Optional<ProcessIdentity> findCaller(long pid);

    /// The program that has the connection from that address to a port on which this process listens; empty
    /// when it is this process itself or several share it, and where the system does not tell (macOS).
    Optional<ProcessIdentity> findPeer(InetSocketAddress peer, int port);

    /// This process and all above it, the nearest first, without the first one of the system; nothing where
    /// the system does not tell (macOS).
    List<ProcessIdentity> listLineage(ProcessIdentity process);

    /// The process that has this pid now; empty when there is none, and where the system does not tell (macOS).
    Optional<ProcessIdentity> find(long pid);

    /// Every living process that carries a turn's marker or belongs to its wrapper, by turn id.
    Map<String, List<ProcessIdentity>> listMarked();

    /// Ends every process that carries this turn's marker, whatever they have started and at last its wrapper:
    /// SIGTERM, and after the grace SIGKILL, until nothing is left. Blocks until then; nothing to end is
    /// success.
    ///
    /// @throws IllegalStateException when something survives SIGKILL for ten seconds, naming it
    void endMarked(String turnId, Duration grace) throws InterruptedException;
}
