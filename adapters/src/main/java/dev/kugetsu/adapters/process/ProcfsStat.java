package dev.kugetsu.adapters.process;

import java.io.IOException;

/// What we need of a line of `/proc/<pid>/stat`.
///
/// @param terminal the number of its controlling terminal, 0 without one
/// @param memory the bytes it has mapped; 0 when it is about to become a zombie, and for a thread of the kernel
/// @param code where the code of its program begins; 0 while a program is being loaded, 1 when we may not know
record ProcfsStat(char state, long parent, long session, long terminal, long startTicks, long memory, long code) {

    /// The name of the program stands second, in parentheses; it may hold blanks and parentheses of its own, so
    /// that only the last closing one counts.
    ///
    /// @throws IOException when the line is cut off, as it is for a process that ends just now
    static ProcfsStat parse(String line) throws IOException {
        String[] fields = line.substring(line.lastIndexOf(')') + 1).strip().split(" ", -1);
        if (fields.length < 24) {
            throw new IOException("not a line of /proc/<pid>/stat: '" + line + "'");
        }
        return new ProcfsStat(
                fields[0].charAt(0),
                Long.parseLong(fields[1]),
                Long.parseLong(fields[3]),
                Long.parseLong(fields[4]),
                Long.parseLong(fields[19]),
                Long.parseLong(fields[20]),
                Long.parseUnsignedLong(fields[23]));
    }

    boolean isAlive() {
        return state != 'Z' && state != 'X';
    }

    /// Whether all that was read of its memory since that earlier look is of one program: not while `execve`
    /// takes the old one away and puts the new one there.
    boolean isStillAt(ProcfsStat earlier) {
        return memory == 0 || (code != 0 && code == earlier.code);
    }
}
