package dev.kugetsu.adapters;

/// What must be stored to find a running turn again.
///
/// @param process the wrapper, which leads the turn's own process session
public record TurnHandle(String turnId, TurnFolder folder, ProcessIdentity process) {}
