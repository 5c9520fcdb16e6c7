package dev.kugetsu.supervisor.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where the keys of a TOML text stand, which the parser does not tell.
///
/// Follows statements only, and trusts that the text has been parsed: what it makes of a broken text means
/// nothing.
final class TomlLines {

    private final String text;
    private final Map<List<String>, Integer> lines = new HashMap<>();
    private int position;
    private int line = 1;

    private TomlLines(String text) {
        this.text = text;
    }

    static TomlLines of(String text) {
        TomlLines result = new TomlLines(text);
        result.scan();
        return result;
    }

    /// The line of a key, or of the closest thing around it; counts from 1.
    Optional<Integer> find(List<String> path) {
        for (int length = path.size(); length > 0; length--) {
            Integer found = lines.get(path.subList(0, length));
            if (found != null) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    private void scan() {
        List<String> table = List.of();
        while (skipBlank()) {
            int start = line;
            if (peek() == '[') {
                table = path(']', List.of());
                record(table, start);
                skipValue();
            } else {
                record(path('=', table), start);
                skipValue();
            }
        }
    }

    /// A key may open tables that have no line of their own.
    private void record(List<String> path, int where) {
        for (int length = 1; length <= path.size(); length++) {
            lines.putIfAbsent(List.copyOf(path.subList(0, length)), where);
        }
    }

    /// Reads a dotted key up to the character behind it.
    private List<String> path(char end, List<String> table) {
        List<String> path = new ArrayList<>(table);
        StringBuilder part = new StringBuilder();
        while (position < text.length() && peek() != end) {
            char next = take();
            switch (next) {
                case '"', '\'' -> {
                    int start = position;
                    skipString(next);
                    part.append(text, start, Math.max(start, position - 1));
                }
                case '.' -> {
                    path.add(part.toString());
                    part.setLength(0);
                }
                case ' ', '\t', '[' -> {}
                default -> part.append(next);
            }
        }
        path.add(part.toString());
        return path;
    }

    /// Goes to the end of the statement: the line end that stands in no string and no bracket.
    private void skipValue() {
        int depth = 0;
        while (position < text.length()) {
            char next = take();
            switch (next) {
                case '"', '\'' -> skipString(next);
                case '#' -> skipComment();
                case '[', '{' -> depth++;
                case ']', '}' -> depth--;
                case '\n' -> {
                    if (depth <= 0) {
                        return;
                    }
                }
                default -> {}
            }
        }
    }

    private void skipString(char quote) {
        String triple = String.valueOf(quote).repeat(3);
        boolean isLong = text.startsWith(triple, position - 1);
        if (isLong) {
            position += 2;
        }
        while (position < text.length()) {
            if (isLong && text.startsWith(triple, position)) {
                position += 3;
                return;
            }
            char next = take();
            if (next == '\\' && quote == '"' && position < text.length()) {
                take();
            } else if (next == quote && !isLong) {
                return;
            }
        }
    }

    private boolean skipBlank() {
        while (position < text.length()) {
            if (peek() == '#') {
                skipComment();
            } else if (Character.isWhitespace(peek())) {
                take();
            } else {
                return true;
            }
        }
        return false;
    }

    private void skipComment() {
        while (position < text.length() && peek() != '\n') {
            take();
        }
    }

    private char peek() {
        return text.charAt(position);
    }

    private char take() {
        char next = text.charAt(position++);
        if (next == '\n') {
            line++;
        }
        return next;
    }
}
