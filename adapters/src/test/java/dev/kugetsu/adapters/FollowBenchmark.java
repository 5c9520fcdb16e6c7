package dev.kugetsu.adapters;

import com.sun.management.OperatingSystemMXBean;
import dev.kugetsu.adapters.HarnessEvent.TextProduced;
import dev.kugetsu.adapters.process.Attention;
import dev.kugetsu.adapters.process.SystemProcesses;
import dev.kugetsu.adapters.process.TurnProcesses;
import dev.kugetsu.adapters.scripted.ScriptedHarness;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Times how soon we see what turns do and what it costs to follow them, being told against looking, in turns
/// and in one run; prints Markdown tables.
///
/// The agents are real processes, launched by a program that has ended since, as after the restart of a daemon.
/// They write at a given pace and say when. The folder that it works in, below `java.io.tmpdir`, goes at the
/// end. Called with the path of this file.
final class FollowBenchmark {

    private static final int TURNS = 50;
    private static final Duration START = Duration.ofSeconds(2);
    private static final Duration SPEECH = Duration.ofSeconds(8);
    /// Launching takes a while, and the last words and ends of all turns together are not to be timed.
    private static final Duration MARGIN = Duration.ofSeconds(10);

    private static final Duration SILENCE = Duration.ofSeconds(20);
    private static final int OUTPUT_LINES = 40_000;
    private static final Deadlines DEADLINES =
            new Deadlines(Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1));

    private final String source;
    private final Path root;
    private int launches;

    private FollowBenchmark(String source, Path root) {
        this.source = source;
        this.root = root;
    }

    public static void main(String... arguments) throws Exception {
        if (arguments.length > 1) {
            launch(Path.of(arguments[1]), arguments[2]);
            return;
        }
        Path root = Files.createTempDirectory("follow-benchmark").toRealPath();
        try {
            FollowBenchmark benchmark = new FollowBenchmark(arguments[0], root);
            benchmark.measureSpeech();
            benchmark.measureSilence();
            benchmark.measureAdoption();
        } finally {
            FolderRemoval.remove(root);
        }
    }

    /// What the program does that launches the turns and ends.
    private static void launch(Path folder, String script) throws Exception {
        Harness harness = harness(Attention.TOLD, folder);
        for (int i = 0; i < TURNS; i++) {
            TurnFolder turn = new TurnFolder(Files.createDirectory(folder.resolve("t-" + i)));
            Files.writeString(turn.prompt(), script);
            harness.start(new TurnRequest(
                    folder.getFileName() + "-" + i,
                    turn,
                    folder,
                    Optional.empty(),
                    "benchmark",
                    Optional.empty(),
                    List.of(),
                    Map.of(),
                    Optional.empty(),
                    DEADLINES,
                    TurnRequest.Diagnostics.NORMAL));
        }
    }

    private static Harness harness(Attention attention, Path folder) {
        return new ScriptedHarness(new TurnProcesses(SystemProcesses.detect(attention)), folder.resolve("state"));
    }

    private List<RunningTurn> launchAndAdopt(Attention attention, String script) throws Exception {
        Path folder = Files.createDirectory(root.resolve("launch-" + launches++));
        String java = ProcessHandle.current().info().command().orElseThrow();
        List<String> command = List.of(
                java, "-cp", System.getProperty("java.class.path"), source, "launch", folder.toString(), script);
        if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
            throw new IllegalStateException("the turns could not be launched");
        }
        Harness harness = harness(attention, folder);
        List<RunningTurn> turns = new ArrayList<>();
        for (int i = 0; i < TURNS; i++) {
            turns.add(harness.recover(
                    harness.settle(new TurnFolder(folder.resolve("t-" + i))).orElseThrow()));
        }
        return turns;
    }

    private void measureSpeech() throws Exception {
        System.out.println("From the line that an agent writes to its event, and from a turn's end to its outcome:");
        System.out.println();
        System.out.println("| " + TURNS + " turns, lines a second in all | way | lines | p50 ms | p99 ms | max ms "
                + "| end p50 ms | end max ms | hundredths of a core |");
        System.out.println("|---:|---|---:|---:|---:|---:|---:|---:|---:|");
        speak(Attention.TOLD, 2_000); // warms up and is not told of
        for (int rate : new int[] {200, 2_000}) {
            for (Attention attention : Attention.values()) {
                System.out.println(speak(attention, rate));
            }
        }
        System.out.println();
    }

    private String speak(Attention attention, int rate) throws Exception {
        int perTurn = rate / TURNS;
        long seconds = START.plus(SPEECH).plus(MARGIN).toSeconds();
        ConcurrentLinkedQueue<Double> latencies = new ConcurrentLinkedQueue<>();
        List<RunningTurn> turns = launchAndAdopt(attention, "emit " + perTurn * seconds + " " + perTurn);
        double share;
        List<Double> ends = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Instant from = Instant.now().plus(START);
            List<Future<Double>> outcomes = new ArrayList<>();
            for (RunningTurn turn : turns) {
                outcomes.add(threads.submit(() -> {
                    turn.await(DEADLINES, event -> note(event, from, latencies));
                    Path exit = turn.handle().folder().exit();
                    return millis(Files.getLastModifiedTime(exit).toInstant(), Instant.now());
                }));
            }
            Thread.sleep(START);
            share = cpuDuring(SPEECH);
            for (Future<Double> outcome : outcomes) {
                ends.add(outcome.get());
            }
        }
        return String.format(
                Locale.ROOT,
                "| %d | %s | %d | %.1f | %.1f | %.1f | %.1f | %.1f | %.1f |",
                rate,
                attention.name().toLowerCase(Locale.ROOT),
                latencies.size(),
                quantile(latencies, 0.5),
                quantile(latencies, 0.99),
                quantile(latencies, 1),
                quantile(ends, 0.5),
                quantile(ends, 1),
                share);
    }

    /// The agent's words are a number and the seconds since 1970.
    private static void note(StreamEvent event, Instant from, ConcurrentLinkedQueue<Double> latencies) {
        Instant now = Instant.now();
        if (event.event() instanceof TextProduced(String text)) {
            double written = Double.parseDouble(text.substring(text.indexOf(' ') + 1)) * 1e6;
            Instant at = Instant.EPOCH.plus(Math.round(written), ChronoUnit.MICROS);
            if (at.isAfter(from) && at.isBefore(from.plus(SPEECH))) {
                latencies.add(millis(at, now));
            }
        }
    }

    private void measureSilence() throws Exception {
        System.out.println("While " + TURNS + " agents are silent, and from the SIGKILL of a turn's wrapper to its "
                + "outcome, what is left of the turn being ended first:");
        System.out.println();
        System.out.println("| way | hundredths of a core | killed p50 ms | killed max ms |");
        System.out.println("|---|---:|---:|---:|");
        for (Attention attention : Attention.values()) {
            List<RunningTurn> turns = launchAndAdopt(attention, "hang");
            List<Double> deaths = new ArrayList<>();
            double share;
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<Instant>> outcomes = new ArrayList<>();
                for (RunningTurn turn : turns) {
                    outcomes.add(threads.submit(() -> {
                        turn.await(DEADLINES, event -> {});
                        return Instant.now();
                    }));
                }
                Thread.sleep(SILENCE);
                share = cpuDuring(SILENCE);
                for (int i = 0; i < TURNS; i++) {
                    Instant killed = Instant.now();
                    ProcessHandle.of(turns.get(i).handle().process().pid())
                            .orElseThrow()
                            .destroyForcibly();
                    deaths.add(millis(killed, outcomes.get(i).get()));
                }
            }
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.2f | %.0f | %.0f |%n",
                    attention.name().toLowerCase(Locale.ROOT),
                    share,
                    quantile(deaths, 0.5),
                    quantile(deaths, 1));
        }
        System.out.println();
    }

    private void measureAdoption() throws Exception {
        List<RunningTurn> ended = launchAndAdopt(Attention.TOLD, "say done");
        Path output = root.resolve("output");
        String line = "{\"type\":\"text\",\"text\":\"" + "x".repeat(230) + "\"}\n";
        Files.writeString(output, line.repeat(OUTPUT_LINES));
        List<TurnHandle> handles = new ArrayList<>();
        for (RunningTurn turn : ended) {
            turn.await(DEADLINES, event -> {});
            Files.delete(turn.handle().folder().stdout());
            Files.createLink(turn.handle().folder().stdout(), output);
            handles.add(turn.handle());
        }
        Harness harness = harness(Attention.TOLD, root);
        RunningTurn read = harness.recover(handles.getFirst());
        read.replay(event -> {});
        Checkpoint checkpoint = read.checkpoint().orElseThrow();

        System.out.printf(Locale.ROOT, "To read %d outputs of %d MB again:%n%n", TURNS, Files.size(output) / 1_000_000);
        System.out.println("| from | ms | CPU ms |");
        System.out.println("|---|---:|---:|");
        for (int round = 0; round < 2; round++) {
            String all = readAll(handles.stream().map(harness::recover).toList());
            String rest = readAll(handles.stream()
                    .map(handle -> harness.recover(handle, checkpoint))
                    .toList());
            if (round > 0) { // after a first that warms up
                System.out.println("| the first byte " + all);
                System.out.println("| a checkpoint " + rest);
            }
        }
    }

    private static String readAll(List<RunningTurn> turns) throws Exception {
        long cpu = cpuNanos();
        Instant begun = Instant.now();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> reads = new ArrayList<>();
            for (RunningTurn turn : turns) {
                reads.add(threads.submit(() -> turn.replay(event -> {})));
            }
            for (Future<?> reading : reads) {
                reading.get();
            }
        }
        return String.format(Locale.ROOT, "| %.0f | %.0f |", millis(begun, Instant.now()), (cpuNanos() - cpu) / 1e6);
    }

    private static double cpuDuring(Duration time) throws InterruptedException {
        long cpu = cpuNanos();
        long begun = System.nanoTime();
        Thread.sleep(time);
        return 100.0 * (cpuNanos() - cpu) / (System.nanoTime() - begun);
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static double millis(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / 1e6;
    }

    /// By the nearest rank.
    private static double quantile(Iterable<Double> values, double share) {
        List<Double> sorted = new ArrayList<>();
        values.forEach(sorted::add);
        sorted.sort(null);
        return sorted.get(Math.max(0, (int) Math.ceil(sorted.size() * share) - 1));
    }
}
