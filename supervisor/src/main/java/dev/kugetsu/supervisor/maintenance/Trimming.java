package dev.kugetsu.supervisor.maintenance;

import dev.kugetsu.supervisor.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes the oldest rows off a log. Thread-safe.
final class Trimming {

    private static final Logger log = LoggerFactory.getLogger(Trimming.class);

    /// Some milliseconds of work: a writer that waits does not notice.
    private static final int BATCH = 500;

    /// SQLite gives its lock to whoever asks at the right moment: without a rest, others would hardly get it.
    private static final long REST_MILLIS = 20;

    private final Store store;
    private final Clock clock;

    Trimming(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /// Deletes what is too old or too much.
    ///
    /// @return how many rows have gone
    long trim(Rows rows, Duration age, long most) throws InterruptedException {
        long firstKept =
                store.read(handle -> rows.firstKept(handle, clock.instant().minus(age), most));
        long gone = 0;
        int deleted = deleteSome(rows, firstKept);
        while (deleted > 0) {
            gone += deleted;
            TimeUnit.MILLISECONDS.sleep(REST_MILLIS);
            deleted = deleteSome(rows, firstKept);
        }
        if (gone > 0) {
            log.info("{} old rows of {} are gone; the first that is kept is {}", gone, rows, firstKept);
        }
        return gone;
    }

    private int deleteSome(Rows rows, long firstKept) {
        return store.write(handle -> rows.delete(handle, firstKept, BATCH));
    }
}
