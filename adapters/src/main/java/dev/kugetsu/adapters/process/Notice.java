package dev.kugetsu.adapters.process;

/// A promise to give a signal when something happens; holds until it is closed. Thread-safe.
interface Notice extends AutoCloseable {

    /// Where nobody tells.
    Notice NONE = new Notice() {

        @Override
        public boolean isKept() {
            return false;
        }

        @Override
        public void close() {
            // nothing was promised
        }
    };

    /// Whether it can be relied upon; if not, its owner has to look by itself.
    boolean isKept();

    @Override
    void close();
}
