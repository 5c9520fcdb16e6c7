package dev.kugetsu.adapters.hook;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/// The plugin by which opencode calls our hooks.
final class OpencodePlugin {

    /// Occurs in every version of it.
    static final String MARK = "// kugetsu hook opencode";

    private static final String RESOURCE = "opencode-plugin.mjs";
    private static final String PLACE = "\"@command@\"";

    private OpencodePlugin() {}

    /// Its text, with the command that it is to call.
    static String text(HookCommand command) {
        try (InputStream in = OpencodePlugin.class.getResourceAsStream(RESOURCE)) {
            String text = new String(Objects.requireNonNull(in, RESOURCE).readAllBytes(), StandardCharsets.UTF_8);
            return text.replace(PLACE, HookJson.list(command.words("opencode")));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the resource " + RESOURCE, e);
        }
    }
}
