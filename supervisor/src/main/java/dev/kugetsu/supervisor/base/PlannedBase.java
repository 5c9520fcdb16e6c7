package dev.kugetsu.supervisor.base;

import dev.kugetsu.adapters.Fingerprint;
import dev.kugetsu.adapters.Harness;
import dev.kugetsu.supervisor.config.Resolution;
import dev.kugetsu.supervisor.project.Project;
import java.util.Optional;

/// A base session that may be made: its project is registered, its harness answers, nothing is in its way.
record PlannedBase(
        Project project, Harness harness, Fingerprint fingerprint, Optional<String> model, Resolution resolution) {}
