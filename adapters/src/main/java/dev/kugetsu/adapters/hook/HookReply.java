package dev.kugetsu.adapters.hook;

/// What the process of a hook leaves for its harness.
///
/// @param stdout all of its standard output
/// @param stderr all of its standard error
public record HookReply(String stdout, String stderr, int exitCode) {

    /// Nothing said, nothing objected to.
    public static final HookReply SILENT = new HookReply("", "", 0);
}
