package dev.kugetsu.cli.terminal;

import com.pty4j.WinSize;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The modes and the size of the terminal that we run in, by `stty`; it works on its standard input, which
/// therefore is the terminal itself.
final class Stty {

    private static final File TERMINAL = new File("/dev/tty");
    private static final long TIMEOUT_SECONDS = 5;
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,5}) ([0-9]{1,5})");

    private Stty() {}

    /// All modes, in the form that {@link #restore} takes.
    static String save() throws IOException, InterruptedException {
        return run("-g");
    }

    static void restore(String modes) throws IOException, InterruptedException {
        run(modes);
    }

    /// Every key goes to the program as it is, Ctrl-C too, and nothing is echoed.
    static void makeRaw() throws IOException, InterruptedException {
        run("raw", "-echo");
    }

    /// Empty when the terminal does not know its size.
    static Optional<WinSize> size() throws IOException, InterruptedException {
        Matcher size = SIZE.matcher(run("size"));
        if (!size.matches()) {
            return Optional.empty();
        }
        WinSize found = new WinSize(Integer.parseInt(size.group(2)), Integer.parseInt(size.group(1)));
        return Optional.of(found).filter(known -> known.getColumns() > 0 && known.getRows() > 0);
    }

    private static String run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("stty"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectInput(TERMINAL)
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException(String.join(" ", command) + ": " + output);
        }
        return output;
    }
}
