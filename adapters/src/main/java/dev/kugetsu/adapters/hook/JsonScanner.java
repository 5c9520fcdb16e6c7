package dev.kugetsu.adapters.hook;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds the places of all values in a JSON text, which may have comments and trailing commas: gemini, qwen
/// and cursor read both, and nobody's are to be lost.
final class JsonScanner {

    private static final int DEPTH_LIMIT = 200;

    private final String text;
    private int at;
    private int depth;

    private JsonScanner(String text) {
        this.text = text;
    }

    /// The one value of the text.
    ///
    /// @throws IllegalArgumentException with the line, if the text is no JSON
    static JsonSpan scan(String text) {
        JsonScanner scanner = new JsonScanner(text);
        scanner.skip();
        JsonSpan value = scanner.value(Optional.empty(), scanner.at);
        scanner.skip();
        if (scanner.at < text.length()) {
            throw scanner.broken("the end was expected");
        }
        return value;
    }

    private JsonSpan value(Optional<String> name, int start) {
        int valueStart = at;
        char kind = peek();
        List<JsonSpan> children = List.of();
        switch (kind) {
            case '{' -> children = children('}');
            case '[' -> children = children(']');
            case '"' -> string();
            default -> {
                while (at < text.length() && " \t\r\n,]}/".indexOf(text.charAt(at)) < 0) {
                    at++;
                }
                if (!text.substring(valueStart, at).matches("true|false|null|-?[0-9][0-9.eE+-]*")) {
                    throw broken("a value was expected");
                }
            }
        }
        return new JsonSpan(name, start, valueStart, at, kind, children);
    }

    private List<JsonSpan> children(char close) {
        if (++depth > DEPTH_LIMIT) {
            throw broken("it is nested too deeply");
        }
        List<JsonSpan> children = new ArrayList<>();
        at++;
        skip();
        while (peek() != close) {
            children.add(close == '}' ? member() : value(Optional.empty(), at));
            skip();
            if (peek() == ',') {
                at++;
                skip();
            } else if (peek() != close) {
                throw broken("`,` or `" + close + "` was expected");
            }
        }
        at++;
        depth--;
        return children;
    }

    private JsonSpan member() {
        int start = at;
        if (peek() != '"') {
            throw broken("a name in quotes was expected");
        }
        string();
        String name = text.substring(start + 1, at - 1);
        skip();
        if (peek() != ':') {
            throw broken("`:` was expected");
        }
        at++;
        skip();
        return value(Optional.of(name), start);
    }

    private void string() {
        at++;
        while (peek() != '"') {
            if (peek() == '\n') {
                throw broken("a text does not end");
            }
            at += peek() == '\\' ? 2 : 1;
        }
        at++;
    }

    /// Blanks, `// …` and `/* … */`.
    private void skip() {
        while (at < text.length()) {
            if (Character.isWhitespace(text.charAt(at)) || text.charAt(at) == '\uFEFF') {
                at++;
            } else if (text.startsWith("//", at)) {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else if (text.startsWith("/*", at)) {
                int end = text.indexOf("*/", at);
                at = end < 0 ? text.length() : end + 2;
            } else {
                return;
            }
        }
    }

    private char peek() {
        if (at >= text.length()) {
            throw broken("it ends too early");
        }
        return text.charAt(at);
    }

    private IllegalArgumentException broken(String what) {
        long line = text.substring(0, Math.min(at, text.length())).lines().count();
        return new IllegalArgumentException(what + " in line " + Math.max(1, line));
    }
}
