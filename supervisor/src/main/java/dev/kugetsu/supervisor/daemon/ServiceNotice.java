package dev.kugetsu.supervisor.daemon;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells systemd how far a service of `Type=notify` is: one datagram to the Unix socket that `NOTIFY_SOCKET` names,
/// see sd_notify(3). Java knows no datagrams on Unix sockets, so this calls the C library.
final class ServiceNotice {

    private static final Logger log = LoggerFactory.getLogger(ServiceNotice.class);
    private static final String VARIABLE = "NOTIFY_SOCKET";

    /// Linux: the same numbers on all processors that Java 25 runs on.
    private static final int AF_UNIX = 1;

    private static final int SOCK_DGRAM_CLOEXEC = 2 | 0x80000;
    private static final int FAMILY_BYTES = 2;
    private static final int LONGEST_PATH = 108;

    private final Optional<String> socket;

    ServiceNotice(Map<String, String> environment) {
        this.socket = Optional.ofNullable(environment.get(VARIABLE))
                .filter(path -> path.startsWith("/") || path.startsWith("@"))
                .filter(path -> path.getBytes(StandardCharsets.UTF_8).length < LONGEST_PATH);
    }

    void ready() {
        send("READY=1");
    }

    void stopping() {
        send("STOPPING=1");
    }

    /// Nothing depends on it but systemd's patience: what goes wrong is logged.
    private void send(String state) {
        socket.ifPresent(path -> {
            try {
                if (!send(path, state)) {
                    log.warn("systemd could not be told {} on {}", state, path);
                }
            } catch (Throwable e) {
                log.warn("systemd could not be told {} on {}: {}", state, path, e.toString());
            }
        });
    }

    private static boolean send(String path, String state) throws Throwable {
        Linker linker = Linker.nativeLinker();
        MethodHandle open = function(
                linker,
                "socket",
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
        MethodHandle sendTo = function(
                linker,
                "sendto",
                FunctionDescriptor.of(
                        ValueLayout.JAVA_LONG,
                        ValueLayout.JAVA_INT,
                        ValueLayout.ADDRESS,
                        ValueLayout.JAVA_LONG,
                        ValueLayout.JAVA_INT,
                        ValueLayout.ADDRESS,
                        ValueLayout.JAVA_INT));
        MethodHandle close =
                function(linker, "close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
        int descriptor = (int) open.invokeExact(AF_UNIX, SOCK_DGRAM_CLOEXEC, 0);
        if (descriptor < 0) {
            return false;
        }
        try (Arena arena = Arena.ofConfined()) {
            byte[] text = state.getBytes(StandardCharsets.US_ASCII);
            byte[] name = path.getBytes(StandardCharsets.UTF_8);
            if (name[0] == '@') {
                name[0] = 0;
            }
            MemorySegment address = arena.allocate(FAMILY_BYTES + LONGEST_PATH, FAMILY_BYTES);
            address.set(ValueLayout.JAVA_SHORT, 0, (short) AF_UNIX);
            MemorySegment.copy(name, 0, address, ValueLayout.JAVA_BYTE, FAMILY_BYTES, name.length);
            long sent = (long) sendTo.invokeExact(
                    descriptor,
                    arena.allocateFrom(ValueLayout.JAVA_BYTE, text),
                    (long) text.length,
                    0,
                    address,
                    FAMILY_BYTES + name.length);
            return sent == text.length;
        } finally {
            int _ = (int) close.invokeExact(descriptor);
        }
    }

    @SuppressWarnings("restricted")
    private static MethodHandle function(Linker linker, String name, FunctionDescriptor descriptor) {
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor);
    }
}
