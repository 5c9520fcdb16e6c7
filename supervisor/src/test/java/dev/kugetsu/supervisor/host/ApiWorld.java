package dev.kugetsu.supervisor.host;

import dev.kugetsu.adapters.process.SystemProcesses;
import dev.kugetsu.supervisor.CommandService.CommandCall;
import dev.kugetsu.supervisor.CommandService.CommandResult;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.StopRequest;
import dev.kugetsu.supervisor.Supervisor;
import dev.kugetsu.supervisor.api.HttpApi;
import dev.kugetsu.supervisor.daemon.DaemonIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/// A world with a server over its supervisor.
final class ApiWorld implements AutoCloseable {

    /// Makes whoever sends it an agent.
    static final String AGENT = "Authorization: Bearer the-token-of-an-agent";

    final World world;
    final HttpApi server;
    final Path socket;
    final Path tokenFile;
    final DaemonIdentity identity =
            DaemonIdentity.create(SystemProcesses.detect().current(), "0.1.0", Instant.EPOCH);
    final AtomicBoolean isReady = new AtomicBoolean(true);
    final StopRequest stop = new StopRequest();

    /// @param patience for requests that do not come
    ApiWorld(Path folder, Duration patience) throws Exception {
        this(new World(folder), patience);
    }

    /// A server over the supervisor that a world has now.
    ApiWorld(World world, Duration patience) throws Exception {
        this.world = world;
        socket = world.home.resolve("daemon.sock");
        tokenFile = world.home.resolve("daemon.token");
        server = serverOn(0, patience);
        server.start();
    }

    HttpApi serverOn(int port, Duration patience) {
        return new HttpApi(
                new HttpApi.Settings(socket, port, tokenFile, patience),
                new HttpApi.Subject(identity, isReady::get, stop, ApiWorld::echo),
                world.supervisor(),
                token -> {
                    if (!AGENT.endsWith(" " + token)) {
                        throw new KugetsuException(KugetsuException.Kind.NOT_FOUND, "no agent has this token");
                    }
                    return world.supervisor();
                },
                SystemProcesses.detect());
    }

    /// A command of which no daemon knows begins with `-`.
    private static Optional<CommandResult> echo(Supervisor supervisor, CommandCall call) {
        return call.arguments().getFirst().startsWith("-")
                ? Optional.empty()
                : Optional.of(new CommandResult(
                        3, call.arguments() + "ß", call.environment() + call.terminals() + call.charset()));
    }

    RawClient socket() throws IOException {
        return RawClient.of(socket);
    }

    RawClient port() throws IOException {
        return RawClient.of(number());
    }

    int number() {
        return server.port().orElseThrow();
    }

    String host() {
        return "Host: 127.0.0.1:" + number();
    }

    String token() throws IOException {
        return "Authorization: Bearer " + Files.readString(tokenFile).strip();
    }

    @Override
    public void close() throws IOException {
        server.close();
        world.close();
    }
}
