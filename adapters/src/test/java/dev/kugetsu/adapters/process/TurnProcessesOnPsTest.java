package dev.kugetsu.adapters.process;

/// The same without looking into `/proc`, neither here nor in the wrapper.
class TurnProcessesOnPsTest extends TurnProcessesTest {

    @Override
    SystemProcesses processes() {
        return PsProcessesTest.ofLinux();
    }
}
