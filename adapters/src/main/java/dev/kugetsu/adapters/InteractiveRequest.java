package dev.kugetsu.adapters;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What a person's own session with the harness needs.
///
/// @param directory the absolute folder that the session is to be bound to
public record InteractiveRequest(
        Path directory, Optional<String> model, Optional<String> prompt, List<PermissionRule> permissions) {

    public InteractiveRequest {
        permissions = List.copyOf(permissions);
    }
}
