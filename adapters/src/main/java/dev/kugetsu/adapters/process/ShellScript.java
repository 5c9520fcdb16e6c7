package dev.kugetsu.adapters.process;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// A shell script that this program carries, to be run by `sh -c`: no file of it can be missing, old or half
/// written.
///
/// @param text the script itself
public record ShellScript(String text) {

    /// Reads a script that lies beside a class.
    public static ShellScript beside(Class<?> owner, String name) {
        try (InputStream in = owner.getResourceAsStream(name)) {
            if (in == null) {
                throw new FileNotFoundException("it is missing");
            }
            return new ShellScript(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name + " of this program", e);
        }
    }
}
