package dev.kugetsu.adapters.process;

class ProcfsProcessesTest extends ProcessesContractTest {

    @Override
    SystemProcesses processes() {
        return SystemProcesses.detect();
    }
}
