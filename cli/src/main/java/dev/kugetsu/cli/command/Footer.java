package dev.kugetsu.cli.command;

import java.util.ArrayList;
import java.util.List;

/// The examples below a help text.
final class Footer {

    private Footer() {}

    static String[] of(List<String> examples) {
        if (examples.isEmpty()) {
            return new String[0];
        }
        List<String> lines = new ArrayList<>(List.of("", examples.size() == 1 ? "Example:" : "Examples:"));
        examples.forEach(example -> lines.add("  kugetsu " + example));
        return lines.toArray(String[]::new);
    }
}
