package dev.kugetsu.cli.output;

/// The signs that our own lines use, as far as the terminal can show them.
public enum Symbols {
    UNICODE("✓", "✗", "!", "·", "…", "−"),
    ASCII("+", "x", "!", "-", "...", "-");

    private final String done;
    private final String failed;
    private final String warning;
    private final String dot;
    private final String ellipsis;
    private final String minus;

    Symbols(String done, String failed, String warning, String dot, String ellipsis, String minus) {
        this.done = done;
        this.failed = failed;
        this.warning = warning;
        this.dot = dot;
        this.ellipsis = ellipsis;
        this.minus = minus;
    }

    public String done() {
        return done;
    }

    public String failed() {
        return failed;
    }

    public String warning() {
        return warning;
    }

    public String dot() {
        return dot;
    }

    public String ellipsis() {
        return ellipsis;
    }

    public String minus() {
        return minus;
    }
}
