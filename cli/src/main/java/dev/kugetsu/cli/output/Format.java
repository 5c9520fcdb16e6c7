package dev.kugetsu.cli.output;

/// For whom a result is written.
public enum Format {
    TEXT,
    JSON
}
