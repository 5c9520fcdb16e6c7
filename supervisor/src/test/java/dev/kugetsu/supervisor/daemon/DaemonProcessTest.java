package dev.kugetsu.supervisor.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.StopRequest;
import dev.kugetsu.supervisor.daemon.DaemonProcess.Assembly;
import dev.kugetsu.supervisor.home.KugetsuHome;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DaemonProcessTest {

    @TempDir
    Path folder;

    private final StopRequest stop = new StopRequest();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private KugetsuHome home = new KugetsuHome(Path.of(""));

    @BeforeEach
    void makeHome() {
        home = new KugetsuHome(folder.resolve("home"));
        home.create();
    }

    @Test
    void endsWhenAThreadOfAComponentCrashes() {
        CompletableFuture<Void> run =
                run(() -> Thread.ofPlatform().name("dispatcher").start(() -> {
                    throw new IllegalStateException("a mistake of ours");
                }));

        assertThatThrownBy(run::get)
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("a mistake of ours");
        assertThat(calls).containsExactly("start", "close");
        assertThat(home.daemonHandshake()).doesNotExist();
    }

    @Test
    void hasOneAtATime() throws Exception {
        CompletableFuture<Void> first = run(() -> {});
        await().until(() -> new DaemonFiles(home).findHandshake().isPresent());

        assertThatThrownBy(() -> process("second").run((identity, boot, readiness) -> {
                    throw new AssertionError("it must not come so far");
                }))
                .isInstanceOfSatisfying(KugetsuException.class, e -> {
                    assertThat(e.kind()).isEqualTo(KugetsuException.Kind.CONFLICT);
                    assertThat(e).hasMessageContaining("has a daemon already, process 4711");
                });
        stop.request("test");
        first.get();

        assertThat(calls).containsExactly("start", "close");
    }

    @Test
    void isReadyOnlyBetweenItsStartAndItsEnd() throws Exception {
        CompletableFuture<Void> run = run(() -> {});
        await().until(() -> new DaemonFiles(home).findHandshake().isPresent());
        stop.request("test");
        run.get();

        assertThat(new DaemonFiles(home).findHandshake()).isEmpty();
        assertThat(new DaemonFiles(home).findOwner().orElseThrow().lastBoot()).contains("boot");
    }

    private CompletableFuture<Void> run(Runnable whenStarted) {
        return CompletableFuture.runAsync(
                () -> process("first").run((identity, boot, readiness) -> {
                    Listener listener = listener(whenStarted);
                    assertThat(readiness.isReady()).isFalse();
                    return new Assembly(List.of(listener), listener);
                }),
                task -> Thread.ofPlatform().name("daemon").start(task));
    }

    private DaemonProcess process(String instance) {
        DaemonIdentity identity =
                new DaemonIdentity(new ProcessIdentity(4711, 5, "boot"), instance, "test", Instant.EPOCH);
        return new DaemonProcess(home, identity, Map.of(), stop);
    }

    private Listener listener(Runnable whenStarted) {
        return new Listener() {
            @Override
            public String name() {
                return "listener";
            }

            @Override
            public void start() {
                calls.add("start");
                whenStarted.run();
            }

            @Override
            public OptionalInt port() {
                return OptionalInt.empty();
            }

            @Override
            public void close() {
                calls.add("close");
            }
        };
    }
}
