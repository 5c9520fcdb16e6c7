package dev.kugetsu.adapters;

/// An event and where in the turn's output it stands, which names it for ever.
///
/// @param offset the byte after the line that the event was read from
/// @param index counts the events of that line from 0
public record StreamEvent(Source source, long offset, int index, HarnessEvent event) {

    /// Which of the turn's files the event was read from.
    public enum Source {
        STDOUT,
        STDERR
    }
}
