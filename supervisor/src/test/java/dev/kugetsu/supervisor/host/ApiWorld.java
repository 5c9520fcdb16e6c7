package dev.kugetsu.supervisor.host;

import dev.kugetsu.supervisor.api.ApiSettings;
import dev.kugetsu.supervisor.api.HttpServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// A world with a server over its supervisor.
final class ApiWorld implements AutoCloseable {

    final World world;
    final HttpServer server;
    final Path socket;
    final Path tokenFile;
    final AtomicBoolean isReady = new AtomicBoolean(true);
    final AtomicInteger stops = new AtomicInteger();

    ApiWorld(Path folder, ApiSettings.Limits limits) throws Exception {
        world = new World(folder);
        socket = world.home.resolve("daemon.sock");
        tokenFile = world.home.resolve("daemon.token");
        server = new HttpServer(world.supervisor(), settings(0, limits), isReady::get, stops::incrementAndGet);
        server.start();
    }

    ApiSettings settings(int port, ApiSettings.Limits limits) {
        return new ApiSettings(socket, tokenFile, port, 4711, "instance-1", "0.1.0", Instant.EPOCH, limits);
    }

    /// Patience that a test can wait for.
    static ApiSettings.Limits limits() {
        return limits(Duration.ofSeconds(1));
    }

    static ApiSettings.Limits limits(Duration receipt) {
        return new ApiSettings.Limits(64 * 1024, 300, receipt, Duration.ofMillis(200), 100_000, 100_000);
    }

    RawClient socket() throws IOException {
        return RawClient.of(socket);
    }

    RawClient port() throws IOException {
        return RawClient.of(server.port());
    }

    String host() {
        return "Host: 127.0.0.1:" + server.port();
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
