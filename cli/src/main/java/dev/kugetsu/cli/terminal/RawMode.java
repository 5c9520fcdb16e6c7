package dev.kugetsu.cli.terminal;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

/// The terminal in raw mode, until it is closed or the process ends, by a signal too.
final class RawMode implements AutoCloseable {

    private final String modes;
    private final AtomicBoolean isRestored = new AtomicBoolean();
    private final Thread atExit = new Thread(this::restore, "restore-terminal");

    private RawMode(String modes) {
        this.modes = modes;
    }

    static RawMode enter() throws IOException, InterruptedException {
        RawMode mode = new RawMode(Stty.save());
        Runtime.getRuntime().addShutdownHook(mode.atExit);
        try {
            Stty.makeRaw();
            return mode;
        } catch (IOException | InterruptedException e) {
            mode.close();
            throw e;
        }
    }

    @Override
    public void close() {
        restore();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException shuttingDown) {
            // The hook runs already and finds the terminal restored.
        }
    }

    private void restore() {
        if (!isRestored.compareAndSet(false, true)) {
            return;
        }
        try {
            Stty.restore(modes);
        } catch (IOException e) {
            System.err.println("the terminal could not be restored, type `stty sane`: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
