package dev.kugetsu.adapters;

import java.nio.file.Path;
import java.time.Instant;

/// A session as the harness's own store lists it.
///
/// @param directory the absolute folder that the session works in
public record HarnessSession(HarnessSessionId id, Path directory, String title, Instant createdAt) {}
