package dev.kugetsu.cli.output;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Rows under headings. Fits the width of a terminal by shortening columns from the right, and the first, which names
/// the
/// row, last of all; elsewhere nothing is cut.
public final class Table {

    private static final String GAP = "  ";
    private static final int NARROWEST = 6;

    private final List<String> headings;
    private final List<List<String>> rows = new ArrayList<>();

    public Table(String... headings) {
        this.headings = List.of(headings);
    }

    /// Adds a row.
    ///
    /// @param cells one for each heading; untrusted
    public Table row(String... cells) {
        rows.add(Arrays.stream(cells).map(TerminalText::oneLine).toList());
        return this;
    }

    public void print(Console console) {
        print(console, console.out());
    }

    /// Prints it as a message.
    public void say(Console console) {
        print(console, console.err());
    }

    private void print(Console console, Channel out) {
        int[] widths = widths(out.isTerminal() ? console.columns().getAsInt() : Integer.MAX_VALUE);
        String mark = console.symbols().ellipsis();
        out.println(out.palette().dim(line(headings, widths, mark)));
        rows.forEach(row -> out.println(line(row, widths, mark)));
    }

    private int[] widths(int available) {
        int[] widths = headings.stream().mapToInt(TextWidth::of).toArray();
        for (List<String> row : rows) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], TextWidth.of(row.get(column)));
            }
        }
        int room = available - GAP.length() * (widths.length - 1);
        for (int column = widths.length - 1; column >= 0; column--) {
            int excess = Arrays.stream(widths).sum() - room;
            widths[column] = Math.max(Math.min(widths[column], NARROWEST), widths[column] - Math.max(0, excess));
        }
        return widths;
    }

    private static String line(List<String> cells, int[] widths, String mark) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String cell = TextWidth.fit(cells.get(column), widths[column], mark);
            line.append(cell).append(" ".repeat(widths[column] - TextWidth.of(cell)));
            line.append(column < widths.length - 1 ? GAP : "");
        }
        return line.toString().stripTrailing();
    }
}
