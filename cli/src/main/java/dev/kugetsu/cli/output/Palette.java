package dev.kugetsu.cli.output;

/// Colours, or none of them.
public enum Palette {
    COLORED,
    PLAIN;

    public String good(String text) {
        return paint("32", text);
    }

    public String bad(String text) {
        return paint("31", text);
    }

    public String warning(String text) {
        return paint("33", text);
    }

    public String dim(String text) {
        return paint("2", text);
    }

    public String bold(String text) {
        return paint("1", text);
    }

    private String paint(String code, String text) {
        return switch (this) {
            case COLORED -> "\u001b[" + code + "m" + text + "\u001b[0m";
            case PLAIN -> text;
        };
    }
}
