package dev.kugetsu.supervisor.config;

/// A setting of a repository's file that has no effect until the user trusts that very content.
///
/// @param value as the list of settings would show it; untrusted
public record Withheld(String key, String value) {}
