package dev.kugetsu.supervisor.retry;

import java.time.Instant;

/// Failures in a row without any progress between them.
///
/// @param subject the session or the harness
/// @param lastAt when the newest of them ended
public record Fruitless(String subject, int failures, Instant lastAt) {}
