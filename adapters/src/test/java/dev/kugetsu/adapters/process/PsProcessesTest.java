package dev.kugetsu.adapters.process;

import java.util.List;

class PsProcessesTest extends ProcessesContractTest {

    static SystemProcesses ofLinux() {
        return new SystemProcesses(new PsTable(List.of("axeww"), "boot-of-this-test"));
    }

    @Override
    SystemProcesses processes() {
        return ofLinux();
    }
}
