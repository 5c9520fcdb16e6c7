package dev.kugetsu.supervisor.project;

import dev.kugetsu.adapters.HarnessSessionId;
import dev.kugetsu.supervisor.ProjectId;
import dev.kugetsu.supervisor.store.PermissionList;
import java.time.Instant;
import java.util.Optional;

/// A base session that new sessions of its project and harness are forked from.
public record Base(
        String baseId,
        ProjectId projectId,
        String harness,
        HarnessSessionId harnessSessionId,
        Optional<String> model,
        PermissionList permissions,
        Instant createdAt) {

    public static final String PREFIX = "b-";
}
