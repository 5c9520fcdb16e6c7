package dev.kugetsu.supervisor.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineProbeTest {

    @TempDir
    Path folder;

    @Test
    void readsWhatLinuxTells() throws Exception {
        Files.writeString(folder.resolve("meminfo"), "MemTotal:  8000 kB\nMemFree: 100 kB\nMemAvailable:    4096 kB\n");
        Files.createDirectory(folder.resolve("pressure"));
        Files.writeString(
                folder.resolve("pressure/memory"),
                "some avg10=41.25 avg60=3.00 avg300=1.00 total=12\nfull avg10=9.00 avg60=0.00 avg300=0.00 total=3\n");

        MachineFacts facts = new MachineProbe(folder, folder).measure();

        assertThat(facts.availableMemoryBytes()).hasValue(4L << 20);
        assertThat(facts.memoryPressure()).hasValue(41.25);
        assertThat(facts.freeDiskBytes().orElseThrow()).isPositive();
    }

    @Test
    void knowsNothingWhereNothingIsTold() {
        MachineFacts facts = new MachineProbe(folder, folder.resolve("missing")).measure();

        assertThat(facts).isEqualTo(MachineFacts.UNKNOWN);
    }
}
