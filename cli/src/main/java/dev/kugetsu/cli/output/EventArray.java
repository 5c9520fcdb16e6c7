package dev.kugetsu.cli.output;

import dev.kugetsu.supervisor.TurnProgress;
import dev.kugetsu.supervisor.json.ProgressJson;

/// A JSON array that is written while its elements come.
public final class EventArray implements AutoCloseable {

    private final Channel out;
    private String separator = "[";

    public EventArray(Channel out) {
        this.out = out;
    }

    public void add(TurnProgress progress) {
        out.writer().print(separator);
        out.println(ProgressJson.of(progress));
        separator = ",";
    }

    @Override
    public void close() {
        out.println(separator.equals("[") ? "[]" : "]");
    }
}
