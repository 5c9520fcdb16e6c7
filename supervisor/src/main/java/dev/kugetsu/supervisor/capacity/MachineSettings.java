package dev.kugetsu.supervisor.capacity;

import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.config.Flags;
import dev.kugetsu.supervisor.config.Settings;
import dev.kugetsu.supervisor.project.ProjectSettings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The settings of the machine as they hold now: a process that lives long notices when they are changed. While
/// the file holds an error, what held before goes on to hold. Thread-safe.
public final class MachineSettings {

    private static final Logger log = LoggerFactory.getLogger(MachineSettings.class);
    private static final Duration AGE = Duration.ofSeconds(1);

    private final ProjectSettings source;
    private @Nullable Settings known;
    private long readAtNanos;

    public MachineSettings(ProjectSettings source) {
        this.source = source;
    }

    /// At most a second old.
    ///
    /// @throws KugetsuException `INVALID_INPUT` when they have never been right
    public synchronized Settings get() {
        long now = System.nanoTime();
        Settings last = known;
        if (last != null && now - readAtNanos < AGE.toNanos()) {
            return last;
        }
        readAtNanos = now;
        try {
            Settings read = source.ofMachine(Flags.NONE).settings();
            known = read;
            return read;
        } catch (KugetsuException e) {
            if (last == null) {
                throw e;
            }
            log.warn("the settings stay as they were: {}", e.getMessage());
            return last;
        }
    }
}
