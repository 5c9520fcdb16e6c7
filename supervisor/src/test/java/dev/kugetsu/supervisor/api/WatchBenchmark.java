package dev.kugetsu.supervisor.api;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Times how soon what an agent writes reaches those who watch a running daemon, and in the same run `tail -f` of the
/// same file; prints a Markdown table.
///
/// The agents are of the `scripted` harness: each line says when it was written. Called with the port of the daemon,
/// the file with its token, its pid, its home, and a repository with a base session.
final class WatchBenchmark {

    private static final int SECONDS = 10;
    /// Until the turn is under way, and everybody awake.
    private static final int WARM_UP_SECONDS = 2;

    private static final Pattern SAID = Pattern.compile("\"text\":\"(\\d+) (\\d+\\.\\d+)\"");
    private static final Pattern TURN = Pattern.compile("\"turn_id\":\"([^\"]+)\"");

    private final int port;
    private final String token;
    private final long pid;
    private final Path home;
    private final Path repository;
    private final HttpClient http = HttpClient.newHttpClient();
    private int issues;

    private WatchBenchmark(String... arguments) throws IOException {
        this.port = Integer.parseInt(arguments[0]);
        this.token = Files.readString(Path.of(arguments[1])).strip();
        this.pid = Long.parseLong(arguments[2]);
        this.home = Path.of(arguments[3]);
        this.repository = Path.of(arguments[4]);
    }

    public static void main(String... arguments) throws Exception {
        WatchBenchmark benchmark = new WatchBenchmark(arguments);
        benchmark.measure(200, 0, 0);
        System.out.println(
                "| events a second | watchers | that stall | p50 ms | p99 ms | of `tail -f`: p50 ms | p99 ms "
                        + "| processor time of the daemon, ms a second |");
        System.out.println("|---:|---:|---:|---:|---:|---:|---:|---:|");
        System.out.println(benchmark.measure(200, 0, 0));
        System.out.println(benchmark.measure(2_000, 0, 0));
        System.out.println(benchmark.measure(200, 199, 0));
        System.out.println(benchmark.measure(200, 199, 5));
    }

    /// One turn that says so many things a second, watched by one who looks at the clock and by others who only read.
    private String measure(int rate, int others, int stalled) throws Exception {
        int count = rate * SECONDS;
        List<Socket> sockets = new ArrayList<>();
        AtomicInteger failures = new AtomicInteger();
        CountDownLatch read = new CountDownLatch(others);
        for (int i = 0; i < others + stalled; i++) {
            Socket socket = watch();
            sockets.add(socket);
            if (i < others) {
                Thread.ofVirtual().start(() -> {
                    if (countEvents(socket, count) < count) {
                        failures.incrementAndGet();
                    }
                    read.countDown();
                });
            }
        }
        Process tail = null;
        try (Socket socket = watch()) {
            ConcurrentLinkedQueue<Double> ofApi = new ConcurrentLinkedQueue<>();
            ConcurrentLinkedQueue<Double> ofTail = new ConcurrentLinkedQueue<>();
            Thread watcher = Thread.ofPlatform().start(() -> note(input(socket), count, rate, ofApi));
            String turn = start("emit " + count + " " + rate);
            tail = tail(home.resolve("turns").resolve(turn).resolve("stdout"));
            InputStream tailed = tail.getInputStream();
            Thread other = Thread.ofPlatform().start(() -> note(tailed, count, rate, ofTail));
            long cpu = cpuMillis();
            watcher.join();
            long used = cpuMillis() - cpu;
            other.join();
            if (!read.await(30, TimeUnit.SECONDS) || failures.get() > 0) {
                throw new IllegalStateException("a watcher has not got everything");
            }
            return String.format(
                    Locale.ROOT,
                    "| %,d | %d | %d | %.1f | %.1f | %.1f | %.1f | %d |",
                    rate,
                    others + 1,
                    stalled,
                    quantile(ofApi, 0.5),
                    quantile(ofApi, 0.99),
                    quantile(ofTail, 0.5),
                    quantile(ofTail, 0.99),
                    used / SECONDS);
        } finally {
            if (tail != null) {
                tail.destroy();
            }
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    private Socket watch() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.getOutputStream()
                .write(("GET /api/v1/output HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nAuthorization: Bearer " + token
                                + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        // The first bytes of the answer: the subscription is there.
        if (socket.getInputStream().read() != 'H') {
            throw new IOException("no answer");
        }
        return socket;
    }

    private String start(String prompt) throws IOException, InterruptedException {
        String body = String.format(
                Locale.ROOT,
                "{\"issue\": \"#%d\", \"directory\": \"%s\", \"prompt\": \"%s\"}",
                ++issues,
                repository,
                prompt);
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/sessions"))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        Matcher turn = TURN.matcher(answer.body());
        if (answer.statusCode() != 202 || !turn.find()) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
        return turn.group(1);
    }

    /// Told by inotify, as we are.
    private static Process tail(Path file) throws IOException, InterruptedException {
        while (Files.notExists(file)) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
        return new ProcessBuilder("tail", "-n", "+1", "-f", file.toString()).start();
    }

    private static void note(InputStream input, int count, int rate, ConcurrentLinkedQueue<Double> latencies) {
        try {
            BufferedReader lines = new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher said = SAID.matcher(line);
                if (!said.find()) {
                    continue;
                }
                int number = Integer.parseInt(said.group(1));
                if (number > rate * WARM_UP_SECONDS) {
                    Instant written =
                            Instant.EPOCH.plus(Math.round(Double.parseDouble(said.group(2)) * 1e6), ChronoUnit.MICROS);
                    latencies.add(ChronoUnit.NANOS.between(written, Instant.now()) / 1e6);
                }
                if (number == count) {
                    return;
                }
            }
            throw new IllegalStateException("the stream has ended early");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream input(Socket socket) {
        try {
            return socket.getInputStream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Reads until so many events have come or nothing more does.
    private static int countEvents(Socket socket, int count) {
        int events = 0;
        byte[] portion = new byte[1 << 16];
        byte[] mark = "\"text\":\"".getBytes(StandardCharsets.US_ASCII);
        int matched = 0;
        try {
            InputStream input = socket.getInputStream();
            while (events < count) {
                int length = input.read(portion);
                if (length < 0) {
                    return events;
                }
                for (int i = 0; i < length; i++) {
                    matched = portion[i] == mark[matched] ? matched + 1 : portion[i] == mark[0] ? 1 : 0;
                    if (matched == mark.length) {
                        events++;
                        matched = 0;
                    }
                }
            }
            return events;
        } catch (IOException e) {
            return events;
        }
    }

    private long cpuMillis() {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .orElseThrow()
                .toMillis();
    }

    private static double quantile(ConcurrentLinkedQueue<Double> values, double share) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(Math.max(0, (int) Math.ceil(sorted.size() * share) - 1));
    }
}
