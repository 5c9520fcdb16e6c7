package dev.kugetsu.adapters;

import java.io.IOException;
import java.nio.file.Path;

/// A folder that no program of ours can remove, not even as root: it is deeper than a path can be long.
public final class Undeletable {

    /// Makes one in the folder that is the first argument.
    private static final String MAKE = """
            cd "$1" && i=0 && while [ $i -lt 25 ]; do mkdir %1$s && cd -P %1$s || exit 1; i=$((i+1)); done
            """.formatted("d".repeat(200));

    private Undeletable() {}

    /// A command of the shell that makes one.
    ///
    /// @param folder as the shell is to see it
    public static String command(String folder) {
        return "sh -c '" + MAKE.strip() + "' sh " + folder;
    }

    /// Removes what is in a folder, undeletable or not: other programs can.
    public static void remove(Path folder) throws IOException, InterruptedException {
        int exitCode = new ProcessBuilder("rm", "-rf", folder.toString())
                .inheritIO()
                .start()
                .waitFor();
        if (exitCode != 0) {
            throw new IOException(folder + " cannot be removed");
        }
    }
}
