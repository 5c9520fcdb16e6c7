package dev.kugetsu.supervisor.hook;

import dev.kugetsu.supervisor.coordination.UntrustedFrame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where it is written why a hook was answered by silence: the agent is not to be told. Holds a mebibyte, and
/// the one before it.
///
/// @param file any number of processes append to it
record HookLog(Path file, Clock clock) {

    private static final Logger log = LoggerFactory.getLogger(HookLog.class);
    private static final long LARGEST = 1 << 20;
    private static final int LONGEST_NAME = 40;
    private static final int LONGEST = 500;

    /// A home that cannot be written must not stand in an agent's way either.
    void note(String harness, String event, Throwable failure) {
        String line = clock.instant() + " " + UntrustedFrame.line(harness, LONGEST_NAME) + " "
                + UntrustedFrame.line(event, LONGEST_NAME) + ": "
                + UntrustedFrame.line(String.valueOf(failure.getMessage()), LONGEST) + "\n";
        log.debug("a hook is answered by silence", failure);
        try {
            if (Files.exists(file) && Files.size(file) > LARGEST) {
                Files.move(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
            }
            Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            log.warn("{} cannot be written: {}", file, e.toString());
        }
    }
}
