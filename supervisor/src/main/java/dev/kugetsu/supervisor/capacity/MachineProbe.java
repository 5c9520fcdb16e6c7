package dev.kugetsu.supervisor.capacity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Measures what this machine has to spare. What cannot be measured is not known, never zero. Thread-safe.
public final class MachineProbe {

    /// `proc(5)`: an estimate of what can be had without swapping.
    private static final Pattern AVAILABLE = Pattern.compile("(?m)^MemAvailable:\\s+(\\d+) kB$");

    /// Linux, `accounting/psi.rst`: the share of time in which at least one task waited.
    private static final Pattern PRESSURE = Pattern.compile("(?m)^some avg10=(\\d+(?:\\.\\d+)?) ");

    private final Path procfs;
    private final Path home;

    public MachineProbe(Path home) {
        this(Path.of("/proc"), home);
    }

    MachineProbe(Path procfs, Path home) {
        this.procfs = procfs;
        this.home = home;
    }

    /// Takes some ten microseconds.
    public MachineFacts measure() {
        return new MachineFacts(
                find("meminfo", AVAILABLE)
                        .map(number -> OptionalLong.of(Long.parseLong(number) << 10))
                        .orElse(OptionalLong.empty()),
                find("pressure/memory", PRESSURE)
                        .map(number -> OptionalDouble.of(Double.parseDouble(number)))
                        .orElse(OptionalDouble.empty()),
                freeDisk());
    }

    private Optional<String> find(String file, Pattern pattern) {
        try {
            Matcher matcher = pattern.matcher(Files.readString(procfs.resolve(file)));
            return matcher.find() ? Optional.ofNullable(matcher.group(1)) : Optional.empty();
        } catch (IOException notTold) {
            return Optional.empty();
        }
    }

    private OptionalLong freeDisk() {
        try {
            return OptionalLong.of(Files.getFileStore(home).getUsableSpace());
        } catch (IOException notTold) {
            return OptionalLong.empty();
        }
    }
}
