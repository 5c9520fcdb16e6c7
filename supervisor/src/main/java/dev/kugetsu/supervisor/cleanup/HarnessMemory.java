package dev.kugetsu.supervisor.cleanup;

import dev.kugetsu.adapters.Capabilities.Capability;
import dev.kugetsu.adapters.Harness;
import dev.kugetsu.adapters.HarnessException;
import dev.kugetsu.adapters.HarnessSessionId;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.harness.HarnessCatalog;
import dev.kugetsu.supervisor.project.Project;
import dev.kugetsu.supervisor.session.Session;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Knows whether a harness still has the session in which an agent remembers its turns. Thread-safe.
record HarnessMemory(HarnessCatalog harnesses) {

    private static final Logger log = LoggerFactory.getLogger(HarnessMemory.class);

    /// A harness that cannot tell is believed to have what we have not deleted.
    boolean isThere(Session session, Project project) {
        Optional<HarnessSessionId> id = session.harnessSessionId();
        if (id.isEmpty()) {
            return false;
        }
        try {
            Harness harness = harnesses.get(session.harness());
            return !harness.capabilities().has(Capability.LIST_SESSIONS)
                    || harness.listSessions(project.path()).stream()
                            .anyMatch(listed -> listed.id().equals(id.get()));
        } catch (HarnessException | KugetsuException e) {
            log.warn("{} cannot list its sessions of {}: {}", session.harness(), session.projectId(), e.getMessage());
            return true;
        }
    }
}
