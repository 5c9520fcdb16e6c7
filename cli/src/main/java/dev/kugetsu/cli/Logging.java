package dev.kugetsu.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Sends the log to its file. The JVM makes one when the first logger is asked for, so that a command that logs
/// nothing pays nothing.
public final class Logging {

    private static final String CONFIGURATION = "java.util.logging.config.class";
    private static final String LINE = "java.util.logging.SimpleFormatter.format";

    public Logging() {
        Logger root = Logger.getLogger("");
        root.setLevel(Level.WARNING);
        root.addHandler(new LogFile(folder(System.getenv())));
        Logger.getLogger("dev.kugetsu").setLevel(Level.INFO);
    }

    static void arrange() {
        System.setProperty(LINE, "%1$tFT%1$tT.%1$tL%1$tz %4$s %3$s: %5$s%6$s%n");
        System.setProperty(CONFIGURATION, Logging.class.getName());
    }

    /// The folder for logs in the home that an environment names.
    static Path folder(Map<String, String> environment) {
        String home = environment.getOrDefault("KUGETSU_HOME", "");
        return home.isBlank()
                ? Path.of(System.getProperty("user.home"), ".kugetsu", "logs")
                : Path.of(home, "logs").toAbsolutePath();
    }
}
