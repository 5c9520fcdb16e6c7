package dev.kugetsu.supervisor.host;

import dev.kugetsu.supervisor.Housekeeping;
import dev.kugetsu.supervisor.cleanup.Pruning;
import java.nio.file.Path;
import java.util.List;

/// The port of housekeeping. Thread-safe.
record HousekeepingService(Pruning pruning, Doctor doctor) implements Housekeeping {

    @Override
    public PrunePlan planPrune() {
        return pruning.plan();
    }

    @Override
    public PruneReport prune(PrunePlan plan) {
        return pruning.prune(plan);
    }

    @Override
    public List<Finding> diagnose(Path directory) {
        return doctor.examine(directory);
    }
}
