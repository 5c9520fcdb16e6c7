package dev.kugetsu.supervisor.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdleHeapTest {

    private static final long LARGE = 200L << 20;

    private final AtomicInteger collections = new AtomicInteger();

    @Test
    void isRelievedOnceWhenNothingHappensAnyMore(@TempDir Path folder) {
        HomeOfRows rows = HomeOfRows.in(folder);
        IdleHeap heap = new IdleHeap(() -> LARGE, collections::incrementAndGet);

        heap.relieve(rows.store());
        rows.addChanges(1, HomeOfRows.NOW);
        heap.relieve(rows.store());
        assertThat(collections).hasValue(0);

        heap.relieve(rows.store());
        heap.relieve(rows.store());
        assertThat(collections).hasValue(1);

        rows.addChanges(1, HomeOfRows.NOW);
        heap.relieve(rows.store());
        heap.relieve(rows.store());
        assertThat(collections).hasValue(2);
    }

    @Test
    void isLeftAloneWhenItIsSmall(@TempDir Path folder) {
        HomeOfRows rows = HomeOfRows.in(folder);
        IdleHeap heap = new IdleHeap(() -> 1L << 20, collections::incrementAndGet);

        heap.relieve(rows.store());
        heap.relieve(rows.store());

        assertThat(collections).hasValue(0);
    }
}
