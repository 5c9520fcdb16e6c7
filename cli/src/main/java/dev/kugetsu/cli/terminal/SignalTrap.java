package dev.kugetsu.cli.terminal;

import java.util.LinkedHashMap;
import java.util.Map;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/// Reacts to signals until it is closed; then they mean again what they meant before.
///
/// A signal that our parent told us to ignore, as `nohup` and a shell's `&` do, stays ignored: the JVM sees to
/// that.
public final class SignalTrap implements AutoCloseable {

    private final Map<Signal, SignalHandler> previous = new LinkedHashMap<>();

    private SignalTrap() {}

    /// Runs the reaction, on a thread of its own, whenever somebody asks this process to end: SIGINT or SIGTERM.
    public static SignalTrap set(Runnable reaction) {
        return new SignalTrap().with("INT", reaction).with("TERM", reaction);
    }

    /// Like {@link #set}; the loss of the terminal counts too.
    public static SignalTrap setForService(Runnable reaction) {
        return set(reaction).with("HUP", reaction);
    }

    /// Runs the reaction whenever the size of the terminal has changed.
    static SignalTrap onResize(Runnable reaction) {
        return new SignalTrap().with("WINCH", reaction);
    }

    private SignalTrap with(String name, Runnable reaction) {
        Signal signal = new Signal(name);
        previous.put(signal, Signal.handle(signal, received -> reaction.run()));
        return this;
    }

    @Override
    public void close() {
        previous.forEach(Signal::handle);
    }
}
