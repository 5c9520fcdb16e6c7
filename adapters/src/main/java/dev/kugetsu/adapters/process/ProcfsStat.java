package dev.kugetsu.adapters.process;

import java.io.IOException;

/// What we need of a line of `/proc/<pid>/stat`.
///
/// @param terminal the number of its controlling terminal, 0 without one
record ProcfsStat(char state, long parent, long session, long terminal, long startTicks) {

    /// The name of the program stands second, in parentheses; it may hold blanks and parentheses of its own, so
    /// that only the last closing one counts.
    ///
    /// @throws IOException when the line is cut off, as it is for a process that ends just now
    static ProcfsStat parse(String line) throws IOException {
        String[] fields = line.substring(line.lastIndexOf(')') + 1).strip().split(" ", -1);
        if (fields.length < 20) {
            throw new IOException("not a line of /proc/<pid>/stat: '" + line + "'");
        }
        return new ProcfsStat(
                fields[0].charAt(0),
                Long.parseLong(fields[1]),
                Long.parseLong(fields[3]),
                Long.parseLong(fields[4]),
                Long.parseLong(fields[19]));
    }

    boolean isAlive() {
        return state != 'Z' && state != 'X';
    }
}
