package dev.kugetsu.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Sends the log where it belongs. The JVM makes one when the first logger is asked for, so that a command that logs
/// nothing pays nothing.
public final class Logging {

    private static final String CONFIGURATION = "java.util.logging.config.class";
    private static final String LINE = "java.util.logging.SimpleFormatter.format";
    private static final String TARGET = "kugetsu.log";

    /// Where log records go.
    enum Target {
        /// Of commands: standard error is for their messages.
        COMMANDS("kugetsu.log"),
        /// Of a daemon in a terminal.
        DAEMON("daemon.log"),
        /// Of a daemon whose standard error somebody keeps: systemd, or a file.
        STANDARD_ERROR("");

        private final String file;

        Target(String file) {
            this.file = file;
        }

        static Target of(List<String> arguments, Map<String, String> environment) {
            if (arguments.size() < 2 || !arguments.subList(0, 2).equals(List.of("daemon", "run"))) {
                return COMMANDS;
            }
            boolean isTerminal = System.getProperty("kugetsu.tty", "").contains("2");
            return isTerminal && !environment.containsKey("JOURNAL_STREAM") ? DAEMON : STANDARD_ERROR;
        }

        Handler handler(Path folder) {
            return this == STANDARD_ERROR ? new ConsoleHandler() : new LogFile(folder.resolve(file));
        }
    }

    public Logging() {
        Logger root = Logger.getLogger("");
        root.setLevel(Level.WARNING);
        Handler handler = Target.valueOf(System.getProperty(TARGET, Target.COMMANDS.name()))
                .handler(folder(System.getenv()));
        root.addHandler(handler);
        Logger.getLogger("dev.kugetsu").setLevel(Level.INFO);
    }

    static void arrange(List<String> arguments, Map<String, String> environment) {
        System.setProperty(LINE, "%1$tFT%1$tT.%1$tL%1$tz %4$s %3$s: %5$s%6$s%n");
        System.setProperty(TARGET, Target.of(arguments, environment).name());
        System.setProperty(CONFIGURATION, Logging.class.getName());
    }

    /// The folder for logs in the home that an environment names.
    static Path folder(Map<String, String> environment) {
        String home = environment.getOrDefault("KUGETSU_HOME", "");
        return home.isBlank()
                ? Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")), ".kugetsu", "logs")
                        .toAbsolutePath()
                : Path.of(home, "logs").toAbsolutePath();
    }
}
