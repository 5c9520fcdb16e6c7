package dev.kugetsu.supervisor.host;

import dev.kugetsu.supervisor.KugetsuException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;

/// The program of one of [Racers]: a line names a race and its place, another one sets it off, and it answers
/// each with a line.
final class RacerMain {

    private RacerMain() {}

    public static void main(String[] arguments) throws IOException {
        int number = Integer.parseInt(arguments[0]);
        PrintStream out = System.out;
        System.setOut(System.err);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split("\t", -1);
            out.println("READY");
            if (in.readLine() == null) {
                return;
            }
            out.println(run(words[0], new Race.Lane(number, Path.of(words[1]), Path.of(words[2]))));
        }
    }

    /// Whatever goes wrong is an answer: the test is what has to fail by it.
    private static String run(String race, Race.Lane lane) {
        try {
            Race made = Class.forName(race)
                    .asSubclass(Race.class)
                    .getDeclaredConstructor()
                    .newInstance();
            return "WON " + encoded(made.run(lane));
        } catch (KugetsuException refusal) {
            return refusal.kind() + " " + encoded(String.valueOf(refusal.getMessage()));
        } catch (Exception | LinkageError crash) {
            StringWriter text = new StringWriter();
            crash.printStackTrace(new PrintWriter(text));
            return "CRASHED " + encoded(text.toString());
        }
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
