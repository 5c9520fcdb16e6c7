package dev.kugetsu.supervisor.harness;

import dev.kugetsu.adapters.Capabilities.Capability;
import dev.kugetsu.adapters.Harness;
import dev.kugetsu.adapters.HarnessException;
import dev.kugetsu.adapters.HarnessSession;
import dev.kugetsu.adapters.HarnessSessionId;
import dev.kugetsu.supervisor.KugetsuException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Knows which sessions harnesses still have. Thread-safe.
public final class HarnessSessions {

    private static final Logger log = LoggerFactory.getLogger(HarnessSessions.class);

    private final HarnessCatalog harnesses;

    public HarnessSessions(HarnessCatalog harnesses) {
        this.harnesses = harnesses;
    }

    /// Those of the repository that a folder belongs to; empty when the harness cannot tell, or the folder is not
    /// there to be asked about, which is never a reason to act.
    public Optional<Set<HarnessSessionId>> list(String name, Path directory) {
        if (!Files.isDirectory(directory)) {
            return Optional.empty();
        }
        try {
            Harness harness = harnesses.get(name);
            if (!harness.capabilities().has(Capability.LIST_SESSIONS)) {
                return Optional.empty();
            }
            return Optional.of(harness.listSessions(directory).stream()
                    .map(HarnessSession::id)
                    .collect(Collectors.toUnmodifiableSet()));
        } catch (HarnessException | KugetsuException e) {
            log.warn("{} cannot list its sessions of {}: {}", name, directory, e.getMessage());
            return Optional.empty();
        }
    }
}
