package dev.kugetsu.adapters.process;

/// Opens lookouts, and holds what they share: one for each of our processes. Thread-safe; keeps nothing of the
/// system while no lookout is open.
final class Lookouts {

    private final Attention attention;
    private final FolderWatch folders = new FolderWatch();
    private final ExitWatch exits = new ExitWatch();

    Lookouts(Attention attention) {
        this.attention = attention;
    }

    Lookout open(TurnProcess process) {
        Signal signal = new Signal();
        return switch (attention) {
            case LOOKING -> new Lookout(signal, Notice.NONE, () -> Notice.NONE);
            case TOLD ->
                new Lookout(
                        signal,
                        folders.follow(process.handle().folder().path(), signal),
                        () -> process.isAlive() ? exits.follow(process.handle().process(), signal) : Notice.NONE);
        };
    }
}
