package dev.kugetsu.supervisor.host;

import dev.kugetsu.supervisor.KugetsuException.Kind;
import dev.kugetsu.supervisor.host.Race.Finish;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Real processes, each started once, that run any number of races against each other: all are told what to
/// do, and set off together when all are ready. A racer that crashes fails the test.
final class Racers implements AutoCloseable {

    private final List<Racer> racers;

    private Racers(List<Racer> racers) {
        this.racers = racers;
    }

    static Racers start(int number) throws IOException {
        List<Racer> racers = new ArrayList<>();
        for (int racer = 0; racer < number; racer++) {
            racers.add(Racer.start(racer));
        }
        return new Racers(racers);
    }

    int number() {
        return racers.size();
    }

    /// Runs one round.
    ///
    /// @return how each has arrived, in the order of their numbers
    List<Finish> run(Class<? extends Race> race, Path home, Path repository) {
        racers.forEach(racer -> racer.tell(String.join("\t", race.getName(), home.toString(), repository.toString())));
        racers.forEach(racer -> racer.hear("READY"));
        racers.forEach(racer -> racer.tell("GO"));
        return racers.stream().map(Racer::finish).toList();
    }

    /// They end by themselves when nobody tells them anything any more.
    @Override
    public void close() {
        racers.forEach(Racer::end);
    }

    private record Racer(int number, Process process, PrintStream in, BufferedReader out) {

        static Racer start(int number) throws IOException {
            Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
            Process process = new ProcessBuilder(ChildJvm.command(temporary, RacerMain.class, Integer.toString(number)))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            return new Racer(
                    number,
                    process,
                    new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8),
                    process.inputReader(StandardCharsets.UTF_8));
        }

        void tell(String line) {
            in.println(line);
        }

        void hear(String expected) {
            String heard = hear();
            if (!heard.equals(expected)) {
                throw new AssertionError("racer " + number + " says " + heard);
            }
        }

        private String hear() {
            try {
                String line = out.readLine();
                if (line == null) {
                    throw new AssertionError("racer " + number + " is gone");
                }
                return line;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        Finish finish() {
            String[] words = hear().split(" ", -1);
            String text = new String(Base64.getDecoder().decode(words[1]), StandardCharsets.UTF_8);
            return switch (words[0]) {
                case "WON" -> new Finish.Won(text);
                case "CRASHED" -> throw new AssertionError("racer " + number + " has crashed: " + text);
                default -> new Finish.Lost(Kind.valueOf(words[0]), text);
            };
        }

        void end() {
            in.close();
            try {
                if (!process.waitFor(10, TimeUnit.SECONDS)) {
                    process.destroyForcibly().waitFor();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }
}
