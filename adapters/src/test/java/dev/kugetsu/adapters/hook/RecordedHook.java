package dev.kugetsu.adapters.hook;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/// What a real harness has sent to a hook.
final class RecordedHook {

    private RecordedHook() {}

    /// @param recording harness, version and case, as in `codex/0.169.0/patch`
    static byte[] stdin(String recording) {
        int name = recording.lastIndexOf('/') + 1;
        String resource = "/" + recording.substring(0, name) + "hook-" + recording.substring(name) + ".json";
        try (InputStream in = RecordedHook.class.getResourceAsStream(resource)) {
            return Objects.requireNonNull(in, resource).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The recording, understood by the dialect of its harness.
    static HookCall call(String recording, String event) throws UnreadableHook {
        return dialect(recording).parse(event, stdin(recording));
    }

    static HookDialect dialect(String recording) {
        String harness = recording.substring(0, recording.indexOf('/'));
        return HookDialects.find(harness).orElseThrow();
    }
}
