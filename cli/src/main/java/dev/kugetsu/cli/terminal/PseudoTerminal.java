package dev.kugetsu.cli.terminal;

import com.pty4j.PtyProcess;
import com.pty4j.PtyProcessBuilder;
import com.pty4j.WinSize;
import dev.kugetsu.adapters.InteractiveCommand;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;

/// Runs a program that wants a person in front of it, with our own terminal as that person's.
///
/// The program gets a terminal of its own, so that it cannot spoil ours: whatever happens, ours is afterwards
/// as it was before.
public final class PseudoTerminal {

    private static final Logger LOG = System.getLogger(PseudoTerminal.class.getName());
    private static final WinSize USUAL_SIZE = new WinSize(80, 24);

    private PseudoTerminal() {}

    /// Runs the program until it ends.
    ///
    /// @return its exit code
    /// @throws IOException when it cannot be started, or when there is no terminal
    public static int run(InteractiveCommand command) throws IOException, InterruptedException {
        WinSize size = Stty.size().orElse(USUAL_SIZE);
        try (RawMode _ = RawMode.enter()) {
            PtyProcess program = start(command, size);
            // A signal ends us without `finally`, and the program may ignore the loss of its terminal.
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(program::destroyForcibly));
            try (SignalTrap _ = SignalTrap.onResize(() -> adopt(program))) {
                Thread.ofPlatform().daemon().name("keyboard").start(() -> forwardKeys(program));
                show(program);
                return program.waitFor();
            } finally {
                program.destroyForcibly();
            }
        }
    }

    private static PtyProcess start(InteractiveCommand command, WinSize size) throws IOException {
        return new PtyProcessBuilder(command.command().toArray(String[]::new))
                .setEnvironment(new HashMap<>(command.environment()))
                .setDirectory(command.directory().toString())
                .setInitialColumns(size.getColumns())
                .setInitialRows(size.getRows())
                .setUnixOpenTtyToPreserveOutputAfterTermination(true)
                .start();
    }

    private static void adopt(PtyProcess program) {
        try {
            Stty.size().ifPresent(program::setWinSize);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the size of the terminal is unknown", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void forwardKeys(PtyProcess program) {
        byte[] buffer = new byte[4096];
        try (InputStream keyboard = new FileInputStream(FileDescriptor.in)) {
            OutputStream input = program.getOutputStream();
            for (int count = keyboard.read(buffer); count >= 0; count = keyboard.read(buffer)) {
                input.write(buffer, 0, count);
                input.flush();
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "the program takes no more keys", e);
        }
    }

    private static void show(PtyProcess program) throws IOException {
        OutputStream screen = new FileOutputStream(FileDescriptor.out);
        InputStream output = program.getInputStream();
        byte[] buffer = new byte[8192];
        for (int count = output.read(buffer); count >= 0; count = output.read(buffer)) {
            screen.write(buffer, 0, count);
        }
    }
}
