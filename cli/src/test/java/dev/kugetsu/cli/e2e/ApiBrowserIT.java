package dev.kugetsu.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A page of a stranger in a real browser of the user's, which tries all that a browser lets it.
class ApiBrowserIT {

    /// Tries each way once and reports what it got; `null` is nothing. Called with the place of the API.
    private static final String PAGE = """
            <!doctype html><title>a page</title><iframe name="frame"></iframe><script>
            const api = 'THE-API';
            const json = {'Content-Type': 'application/json'};
            const nothing = () => null;
            const read = (path, options) => fetch(api + path, options).then(a => a.text()).catch(nothing);
            const within = promise => Promise.race([promise, new Promise(end => setTimeout(() => end(null), 3000))]);
            const events = path => new Promise(end => {
                const source = new EventSource(api + path);
                source.onopen = () => end('open');
                source.onmessage = message => end(message.data);
                source.onerror = () => end(null);
            });
            const socket = () => new Promise(end => {
                const channel = new WebSocket(api.replace('http', 'ws') + '/api/v1/events');
                channel.onopen = () => end('open');
                channel.onerror = () => end(null);
            });
            const element = (name, path) => new Promise(end => {
                const made = document.createElement(name);
                made.onload = () => end('loaded');
                made.onerror = () => end(null);
                made.src = api + path;
                document.body.append(made);
            });
            const form = path => {
                const made = document.createElement('form');
                made.method = 'post';
                made.enctype = 'text/plain';
                made.action = api + path;
                made.target = 'frame';
                document.body.append(made);
                made.submit();
                return new Promise(end => setTimeout(() => end(null), 1000));
            };
            const guess = {headers: {Authorization: 'Bearer guess'}};
            const body = JSON.stringify({reason: 'a page'});
            const all = async () => ({
                own: await fetch('/').then(a => a.text()).catch(nothing),
                read: await read('/api/v1/sessions'),
                guessed: await read('/api/v1/sessions', guess),
                opaque: await read('/api/v1/sessions', {mode: 'no-cors', credentials: 'include'}).then(t => t || null),
                health: await read('/healthz'),
                document: await read('/api/v1/openapi.json'),
                paused: await read('/api/v1/queue/pause', {method: 'POST', headers: json, body}),
                plain: await read('/api/v1/queue/pause', {method: 'POST', mode: 'no-cors', body}).then(t => t || null),
                stopped: await read('/api/v1/daemon/stop', {method: 'POST', mode: 'no-cors'}).then(t => t || null),
                formed: await form('/api/v1/daemon/stop'),
                events: await within(events('/api/v1/events?after=0')),
                socket: await within(socket()),
                script: await within(element('script', '/api/v1/sessions')),
                image: await within(element('img', '/api/v1/sessions')),
            });
            all().then(got => fetch('/report', {method: 'POST', body: JSON.stringify(got)}));
            </script>
            """;

    @TempDir
    Path folder;

    private final BlockingQueue<String> reports = new ArrayBlockingQueue<>(10);
    private Stage stage;

    @BeforeEach
    void setTheStage() throws IOException, InterruptedException {
        if (new ProcessBuilder("sh", "-c", "command -v chromium >/dev/null")
                        .start()
                        .waitFor()
                != 0) {
            String message = "there is no chromium here: the API is not tested against a page in a real browser";
            System.err.println(message);
            abort(message);
        }
        stage = Stage.ready(folder);
    }

    @AfterEach
    void clearTheStage() throws IOException {
        if (stage != null) {
            stage.run("daemon", "stop", "--timeout", "60s");
            stage.close();
        }
    }

    @Test
    void letsAPageOfAnotherOriginReadAndDoNothing() throws Exception {
        stage.succeed("start", "#1", "say a secret of the user");
        stage.succeed("daemon", "start");
        JsonNode daemon = stage.succeed("daemon", "status", "--json").json();
        int port = daemon.path("port").asInt();

        assertReachesNothing(
                page("http://127.0.0.1:" + port), "http://127.0.0.1:%d/", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1");
        // A name whose owner lets it resolve to this machine.
        assertReachesNothing(
                page("http://evil.example:" + port), "http://evil.example:%d/", "MAP evil.example 127.0.0.1");

        JsonNode after = stage.succeed("daemon", "status", "--json").json();
        assertThat(after.path("state").asText()).isEqualTo("ready");
        assertThat(after.path("pid")).isEqualTo(daemon.path("pid"));
        assertThat(stage.succeed("queue", "list", "--json").json().at("/pause").isNull())
                .isTrue();
    }

    private static String page(String api) {
        return PAGE.replace("THE-API", api);
    }

    private void assertReachesNothing(String page, String address, String resolving) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> answer(exchange, page));
        server.start();
        Path profile = Files.createDirectory(
                folder.resolve("profile-" + server.getAddress().getPort()));
        Process browser = open(profile, address.formatted(server.getAddress().getPort()), resolving);
        try {
            String report = reports.poll(60, TimeUnit.SECONDS);

            assertThat(report).as("what the page reports").isNotNull();
            JsonNode got = new ObjectMapper().readTree(report);
            assertThat(got.size()).isEqualTo(14);
            assertThat(got.path("own").asText()).as("what the page may read").contains("a page");
            got.properties().stream()
                    .filter(way -> !way.getKey().equals("own"))
                    .forEach(way -> assertThat(way.getValue().isNull())
                            .as(way.toString())
                            .isTrue());
        } finally {
            end(browser);
            server.stop(0);
        }
    }

    private void answer(HttpExchange exchange, String page) throws IOException {
        try (exchange) {
            if (exchange.getRequestURI().getPath().equals("/report")) {
                reports.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            }
            byte[] body = page.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "text/html; charset=utf-8");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /// With a profile and a home of its own; it asks nobody but us.
    private Process open(Path profile, String address, String resolving) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "chromium",
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
                "--remote-debugging-port=0",
                "--host-resolver-rules=" + resolving,
                "--user-data-dir=" + profile,
                address));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("browser.log").toFile());
        builder.environment().put("HOME", profile.toString());
        // It makes a socket there, whose path must be short.
        builder.environment().put("TMPDIR", folder.toString());
        return builder.start();
    }

    private static void end(Process browser) throws InterruptedException {
        List<ProcessHandle> all = Stream.concat(Stream.of(browser.toHandle()), browser.descendants())
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        browser.waitFor();
    }
}
