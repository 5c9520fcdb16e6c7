package dev.kugetsu.adapters.process;

import dev.kugetsu.adapters.ProcessIdentity;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// Waits in the kernel for the end of processes that are no children of ours: one thread for all of them, from
/// the first to the last. Thread-safe.
///
/// Until the thread does wait for a process, and where it cannot (macOS, Linux before 5.3, no descriptors
/// left), the notice says that it is not kept.
final class PidfdWatch {

    private final Set<PidNotice> notices = new HashSet<>();
    private Optional<Pidfds> kernel = Optional.empty();
    private boolean isRunning;
    private boolean isImpossible;

    private final class PidNotice implements Notice {

        private final ProcessIdentity process;
        private final Signal signal;
        private volatile boolean isKept;

        PidNotice(ProcessIdentity process, Signal signal) {
            this.process = process;
            this.signal = signal;
        }

        @Override
        public boolean isKept() {
            return isKept;
        }

        @Override
        public void close() {
            leave(this);
        }
    }

    synchronized Notice follow(ProcessIdentity process, Signal signal) {
        if (isImpossible) {
            return Notice.NONE;
        }
        PidNotice notice = new PidNotice(process, signal);
        notices.add(notice);
        if (!isRunning) {
            isRunning = true;
            Thread.ofPlatform().daemon().name("exit-watch").start(this::run);
        }
        kernel.ifPresent(Pidfds::ring);
        return notice;
    }

    private synchronized void leave(PidNotice notice) {
        if (notices.remove(notice)) {
            kernel.ifPresent(Pidfds::ring);
        }
    }

    /// Opens the kernel's side here, because its first use takes a while.
    private void run() {
        Map<Integer, PidNotice> open = new HashMap<>();
        try {
            Pidfds pidfds = new Pidfds();
            publish(pidfds);
            while (isAnybodyThere(pidfds, open)) {
                for (int ended : pidfds.await(List.copyOf(open.keySet()))) {
                    Optional.ofNullable(open.get(ended)).ifPresent(this::tell);
                }
            }
        } catch (Pidfds.UnavailableException e) {
            giveUp();
        }
    }

    private synchronized void publish(Pidfds pidfds) {
        kernel = Optional.of(pidfds);
    }

    private synchronized void giveUp() {
        isImpossible = true;
        notices.clear();
    }

    /// Lets go of what nobody follows any more and begins with what is new; ends the watch when there is
    /// nothing left.
    private synchronized boolean isAnybodyThere(Pidfds pidfds, Map<Integer, PidNotice> open) {
        for (Map.Entry<Integer, PidNotice> entry : List.copyOf(open.entrySet())) {
            if (!notices.contains(entry.getValue())) {
                pidfds.close(entry.getKey());
                open.remove(entry.getKey());
            }
        }
        Set<PidNotice> fresh = new HashSet<>(notices);
        fresh.removeAll(open.values());
        fresh.forEach(notice -> begin(notice, pidfds, open));
        if (notices.isEmpty()) {
            pidfds.close();
            kernel = Optional.empty();
            isRunning = false;
        }
        return isRunning;
    }

    /// The signal makes its owner look once more: the process may have ended before, or be another one by now.
    private void begin(PidNotice notice, Pidfds pidfds, Map<Integer, PidNotice> open) {
        OptionalInt descriptor = pidfds.open(notice.process.pid());
        if (descriptor.isPresent()) {
            open.put(descriptor.getAsInt(), notice);
            notice.isKept = true;
        } else {
            notices.remove(notice);
        }
        notice.signal.give();
    }

    private synchronized void tell(PidNotice notice) {
        notice.isKept = false;
        notices.remove(notice);
        notice.signal.give();
    }
}
