package dev.kugetsu.adapters.process;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.OptionalInt;

/// Descriptors of processes, and one call that waits for the end of any of them: Linux has it, Java has not.
///
/// One thread waits; others may only {@link #ring}.
@SuppressWarnings("restricted") // whoever starts us grants native access, which SQLite needs as well
final class Pidfds implements AutoCloseable {

    /// This system has no such descriptors.
    static final class UnavailableException extends Exception {

        private static final long serialVersionUID = 1;

        UnavailableException(String message) {
            super(message);
        }
    }

    /// A call whose handle is invoked.
    private interface Call {
        long make() throws Throwable;
    }

    /// The same number on all architectures.
    private static final long PIDFD_OPEN = 434;

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final MemoryLayout POLLFD =
            MemoryLayout.structLayout(INT, ValueLayout.JAVA_SHORT, ValueLayout.JAVA_SHORT);
    private static final long EVENTS = 4;
    private static final long REVENTS = 6;
    private static final short POLLIN = 1;

    private final MethodHandle syscall;
    private final MethodHandle poll;
    private final MethodHandle read;
    private final MethodHandle write;
    private final MethodHandle close;
    private final int bell;

    Pidfds() throws UnavailableException {
        Linker linker = Linker.nativeLinker();
        try {
            MethodHandle eventfd = find(linker, "eventfd", FunctionDescriptor.of(INT, INT, INT));
            FunctionDescriptor transfer = FunctionDescriptor.of(LONG, INT, ValueLayout.ADDRESS, LONG);
            syscall = find(
                    linker, "syscall", FunctionDescriptor.of(LONG, LONG, INT, INT), Linker.Option.firstVariadicArg(1));
            poll = find(linker, "poll", FunctionDescriptor.of(INT, ValueLayout.ADDRESS, LONG, INT));
            read = find(linker, "read", transfer);
            write = find(linker, "write", transfer);
            close = find(linker, "close", FunctionDescriptor.of(INT, INT));
            bell = (int) call(() -> (int) eventfd.invokeExact(0, 0));
        } catch (NoSuchElementException | UnsupportedOperationException e) {
            throw new UnavailableException("no call of that name here: " + e.getMessage());
        }
        if (bell < 0) {
            throw new UnavailableException("no descriptor left");
        }
    }

    private static MethodHandle find(Linker linker, String name, FunctionDescriptor form, Linker.Option... options) {
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), form, options);
    }

    /// A descriptor of the process, or empty when there is no such process or no way to have one.
    OptionalInt open(long pid) {
        int descriptor = (int) call(() -> (long) syscall.invokeExact(PIDFD_OPEN, (int) pid, 0));
        return descriptor < 0 ? OptionalInt.empty() : OptionalInt.of(descriptor);
    }

    /// Waits until one of the processes has ended or the bell rings; returns those that have ended.
    List<Integer> await(List<Integer> descriptors) {
        try (Arena arena = Arena.ofConfined()) {
            int count = descriptors.size() + 1;
            MemorySegment polled = arena.allocate(POLLFD, count);
            for (int i = 0; i < count; i++) {
                MemorySegment entry = entry(polled, i);
                entry.set(INT, 0, i == 0 ? bell : descriptors.get(i - 1));
                entry.set(ValueLayout.JAVA_SHORT, EVENTS, POLLIN);
            }
            call(() -> (int) poll.invokeExact(polled, (long) count, -1));
            if (isReady(polled, 0)) {
                MemorySegment rings = arena.allocate(LONG);
                call(() -> (long) read.invokeExact(bell, rings, LONG.byteSize()));
            }
            List<Integer> ended = new ArrayList<>();
            for (int i = 1; i < count; i++) {
                if (isReady(polled, i)) {
                    ended.add(descriptors.get(i - 1));
                }
            }
            return ended;
        }
    }

    private static MemorySegment entry(MemorySegment polled, int index) {
        return polled.asSlice(index * POLLFD.byteSize(), POLLFD.byteSize());
    }

    private static boolean isReady(MemorySegment polled, int index) {
        return entry(polled, index).get(ValueLayout.JAVA_SHORT, REVENTS) != 0;
    }

    /// Makes the thread that waits return.
    void ring() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment one = arena.allocateFrom(LONG, 1L);
            call(() -> (long) write.invokeExact(bell, one, LONG.byteSize()));
        }
    }

    void close(int descriptor) {
        call(() -> (int) close.invokeExact(descriptor));
    }

    @Override
    public void close() {
        close(bell);
    }

    private static long call(Call call) {
        try {
            return call.make();
        } catch (Throwable e) {
            throw new IllegalStateException("a call of the system could not be made", e);
        }
    }
}
