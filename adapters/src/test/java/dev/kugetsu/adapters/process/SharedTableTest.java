package dev.kugetsu.adapters.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.adapters.Liveness;
import dev.kugetsu.adapters.ProcessIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class SharedTableTest {

    private static final ProcessIdentity SELF = new ProcessIdentity(1, 1, "boot");

    @Test
    void whoAsksWhileASnapshotIsTakenSharesTheNext() throws Exception {
        SlowTable slow = new SlowTable();
        SharedTable table = new SharedTable(slow);
        FutureTask<List<ProcessEntry>> first = ask(table, new ArrayList<>());
        Awaitility.await().until(() -> slow.taken.get() == 1);
        List<Thread> waiting = new ArrayList<>();
        List<FutureTask<List<ProcessEntry>>> others = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            others.add(ask(table, waiting));
        }
        Awaitility.await().until(() -> waiting.stream().allMatch(thread -> thread.getState() == Thread.State.BLOCKED));

        slow.gate.countDown();

        assertThat(first.get()).isEqualTo(snapshot(1));
        for (FutureTask<List<ProcessEntry>> other : others) {
            assertThat(other.get()).isEqualTo(snapshot(2));
        }
        assertThat(table.snapshot()).isEqualTo(snapshot(3));
    }

    private static FutureTask<List<ProcessEntry>> ask(SharedTable table, List<Thread> threads) {
        FutureTask<List<ProcessEntry>> task = new FutureTask<>(table::snapshot);
        threads.add(Thread.ofPlatform().start(task));
        return task;
    }

    /// Shows by a parent how often it was read.
    private static List<ProcessEntry> snapshot(long number) {
        return List.of(new ProcessEntry(SELF, number, 0, Optional.empty(), Optional.empty()));
    }

    private static final class SlowTable implements ProcessTable {

        private final CountDownLatch gate = new CountDownLatch(1);
        private final AtomicInteger taken = new AtomicInteger();

        @Override
        public WrapperDialect dialect() {
            return WrapperDialect.PROCFS;
        }

        @Override
        public String origin() {
            return SELF.bootId();
        }

        @Override
        public ProcessIdentity current() {
            return SELF;
        }

        @Override
        public Liveness probe(ProcessIdentity process) {
            return Liveness.UNKNOWN;
        }

        @Override
        public Optional<Ancestor> ancestor(long pid) {
            return Optional.empty();
        }

        @Override
        public List<ProcessEntry> snapshot() {
            int number = taken.incrementAndGet();
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return SharedTableTest.snapshot(number);
        }
    }
}
