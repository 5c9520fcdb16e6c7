package dev.kugetsu.supervisor.daemon;

import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.StopRequest;
import dev.kugetsu.supervisor.daemon.DaemonFiles.Owner;
import dev.kugetsu.supervisor.home.KugetsuHome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Is the daemon of a home, in this very process: takes the lock, starts the components, says how it is reached, and
/// ends when it is asked to. Used once, by one thread.
public final class DaemonProcess {

    private static final Logger log = LoggerFactory.getLogger(DaemonProcess.class);

    /// Whoever looks at the lock holds it for a moment.
    private static final Duration LOCK_PATIENCE = Duration.ofSeconds(1);

    /// Whether a daemon of this home was ready before since the machine was started.
    public enum Boot {
        SAME,
        NEW
    }

    /// Puts the components of a daemon together when it is certain that this process is it.
    @FunctionalInterface
    public interface Parts {

        /// Makes the components; starts none of them.
        ///
        /// @param isReady what the server answers when it is asked whether the daemon is ready
        Assembly assemble(DaemonIdentity identity, Boot boot, Readiness isReady);
    }

    /// Whether the daemon is ready now.
    @FunctionalInterface
    public interface Readiness {
        boolean isReady();
    }

    /// The components in the order of their start.
    ///
    /// @param listener one of them
    public record Assembly(List<Component> components, Listener listener) {
        public Assembly {
            components = List.copyOf(components);
        }
    }

    private final KugetsuHome home;
    private final DaemonIdentity identity;
    private final DaemonFiles files;
    private final ServiceNotice service;
    private final StopRequest stop;
    private volatile boolean isServing;

    /// @param environment where systemd says how it wants to be told
    public DaemonProcess(KugetsuHome home, DaemonIdentity identity, Map<String, String> environment, StopRequest stop) {
        this.home = home;
        this.identity = identity;
        this.files = new DaemonFiles(home);
        this.service = new ServiceNotice(environment);
        this.stop = stop;
    }

    /// Returns when it has ended because it was asked to.
    ///
    /// @throws KugetsuException `CONFLICT` when this home has a daemon
    /// @throws IllegalStateException when a component has crashed, or could not be closed
    public void run(Parts parts) {
        try (DaemonLock _ = acquire(home.daemonLock())) {
            runLocked(parts);
        }
    }

    private DaemonLock acquire(Path file) {
        Patience patience = Patience.of(LOCK_PATIENCE);
        Optional<DaemonLock> lock = DaemonLock.tryAcquire(file);
        while (lock.isEmpty()) {
            if (patience.isOver()) {
                throw new KugetsuException(
                        KugetsuException.Kind.CONFLICT,
                        home.directory() + " has a daemon already"
                                + files.findOwner()
                                        .map(owner ->
                                                ", process " + owner.process().pid())
                                        .orElse(""),
                        "look at it with `kugetsu daemon status`, or end it with `kugetsu daemon stop`");
            }
            patience.rest();
            lock = DaemonLock.tryAcquire(file);
        }
        return lock.get();
    }

    private void runLocked(Parts parts) {
        Optional<String> lastBoot = files.findOwner().flatMap(Owner::lastBoot);
        files.write(new Owner(identity.process(), lastBoot));
        files.removeHandshake();
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler(this::crashed);
        try {
            Assembly assembly = parts.assemble(identity, boot(lastBoot), this::isReady);
            serve(assembly);
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
        stop.crash().ifPresent(cause -> {
            throw new IllegalStateException("a part of the daemon has crashed: " + cause, cause);
        });
    }

    private void crashed(Thread thread, Throwable cause) {
        log.error("thread {} has crashed, so the daemon ends", thread.getName(), cause);
        stop.fail(cause);
    }

    /// A home that never had a ready daemon has no queue that somebody left behind.
    private Boot boot(Optional<String> lastBoot) {
        return lastBoot.filter(boot -> !boot.equals(identity.process().bootId()))
                        .isPresent()
                ? Boot.NEW
                : Boot.SAME;
    }

    private boolean isReady() {
        return isServing && !stop.isRequested();
    }

    /// The handshake goes first: whoever looks while the components are being closed sees a daemon that ends.
    private void serve(Assembly assembly) {
        try (Lifecycle lifecycle = new Lifecycle(assembly.components())) {
            lifecycle.start();
            try {
                announce(assembly.listener());
                log.info("the daemon ends: {}", awaitStop());
            } finally {
                isServing = false;
                files.removeHandshake(identity.instance());
                service.stopping();
            }
        }
    }

    private void announce(Listener listener) {
        files.write(new Handshake(identity, home.daemonSocket(), listener.port()));
        files.write(new Owner(identity.process(), Optional.of(identity.process().bootId())));
        isServing = true;
        service.ready();
        log.info(
                "the daemon is ready: process {}, version {}",
                identity.process().pid(),
                identity.version());
    }

    private String awaitStop() {
        try {
            return stop.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }
}
