package dev.kugetsu.adapters;

import java.nio.file.Path;

/// What a fork of a base session needs.
///
/// @param key a name that the caller gives to this one fork, for ever; makes the call repeatable
/// @param base the session whose history is taken
/// @param baseDirectory the absolute folder that the base is bound to
/// @param directory the absolute, existing folder that the new session is to work in
/// @param title what the harness's own lists show
public record ForkRequest(String key, HarnessSessionId base, Path baseDirectory, Path directory, String title) {}
