package dev.kugetsu.supervisor.capacity;

import dev.kugetsu.supervisor.config.Settings.Limits;
import dev.kugetsu.supervisor.config.SizeText;
import java.util.Optional;

/// Whether a machine has enough to spare for another turn. Pure.
public final class MachineRule {

    private MachineRule() {}

    /// What it lacks, in words; empty when nothing.
    public static Optional<String> findShortage(MachineFacts facts, Limits limits) {
        if (facts.freeDiskBytes().orElse(Long.MAX_VALUE) < limits.minFreeDiskBytes()) {
            return Optional.of("the disk of the home has "
                    + SizeText.format(facts.freeDiskBytes().orElse(0)) + " left, less than "
                    + SizeText.format(limits.minFreeDiskBytes()));
        }
        if (facts.availableMemoryBytes().orElse(Long.MAX_VALUE) < limits.minFreeMemoryBytes()) {
            return Optional.of(SizeText.format(facts.availableMemoryBytes().orElse(0))
                    + " of memory are available, less than " + SizeText.format(limits.minFreeMemoryBytes()));
        }
        double pressure = facts.memoryPressure().orElse(0);
        return pressure > limits.maxMemoryPressure()
                ? Optional.of("memory pressure " + Math.round(pressure) + " %")
                : Optional.empty();
    }
}
