package dev.kugetsu.adapters.process;

import dev.kugetsu.adapters.ProcessIdentity;

/// Another program of ours that says who it is and what it thinks of a process.
final class ProbeMain {

    private ProbeMain() {}

    // The argument is the identity of the process.
    public static void main(String[] arguments) {
        SystemProcesses processes = SystemProcesses.detect();
        IO.println(processes.current());
        IO.println(processes.probe(ProcessIdentity.parse(arguments[0])));
    }
}
