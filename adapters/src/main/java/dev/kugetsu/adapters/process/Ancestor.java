package dev.kugetsu.adapters.process;

import dev.kugetsu.adapters.ProcessIdentity;

/// A living process above ours.
///
/// @param terminal the number of its controlling terminal, 0 without one
/// @param program its short name
record Ancestor(ProcessIdentity identity, long parent, long terminal, String program) {}
