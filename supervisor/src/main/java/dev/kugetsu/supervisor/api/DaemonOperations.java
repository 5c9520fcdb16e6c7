package dev.kugetsu.supervisor.api;

import dev.kugetsu.supervisor.StopRequest;
import dev.kugetsu.supervisor.api.Operation.Verb;
import dev.kugetsu.supervisor.daemon.DaemonIdentity;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;

/// The daemon itself.
///
/// @param isReady whether it takes turns now
record DaemonOperations(DaemonIdentity identity, BooleanSupplier isReady, StopRequest stop) {

    /// Who answers; a pid alone could be somebody else's.
    record Health(String status, String service, long pid, String instance, String version, Instant startedAt) {}

    /// @param status what becomes of it
    record State(String status) {}

    List<Operation> all() {
        return List.of(
                Operation.get("/healthz", "Tell who answers", Health.class, (supervisor, call) -> health()),
                Operation.get(
                        "/readyz", "Tell whether turns are taken now", State.class, (supervisor, call) -> ready()),
                Operation.act(
                                Verb.POST,
                                "/api/v1/daemon/stop",
                                "End the daemon; running turns go on",
                                State.class,
                                (supervisor, call) -> end())
                        .accepted()
                        .forUser());
    }

    private Health health() {
        return new Health(
                "ok",
                "kugetsu",
                identity.process().pid(),
                identity.instance(),
                identity.version(),
                identity.startedAt());
    }

    private State ready() {
        if (!isReady.getAsBoolean()) {
            throw new HttpFailure(503, "unavailable", "the daemon is starting or ending", "ask again in a moment");
        }
        return new State("ready");
    }

    private State end() {
        stop.request("somebody has asked for it over the API");
        return new State("stopping");
    }
}
