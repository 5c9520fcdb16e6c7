package dev.kugetsu.supervisor.lock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/// A look at the locks for who has to answer at once: reads one small file. It does not know whose a lock is,
/// nor whether it still holds, nor in which project: it only knows when there is nothing to know.
///
/// @param marker as in {@link LockMarker}
public record LockGlance(Path marker) {

    /// Whether certainly no lock is on a path, on a folder that it is in, or on what is in it.
    ///
    /// @param key as {@link PathKeys} has it
    /// @throws IOException when the file cannot be read
    public boolean isCertainlyFree(String key) throws IOException {
        try {
            List<String> locked = Files.readAllLines(marker);
            return !locked.isEmpty() && locked.stream().noneMatch(other -> isAround(other, key));
        } catch (NoSuchFileException e) {
            return true;
        }
    }

    private static boolean isAround(String locked, String key) {
        return key.equals(locked) || key.startsWith(locked + "/") || locked.startsWith(key + "/");
    }
}
