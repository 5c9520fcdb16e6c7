package dev.kugetsu.adapters.hook;

import java.util.Optional;
import java.util.stream.Collectors;

/// A block of TOML tables at the end of a text, between two lines of comment that tell whose it is.
record BlockEditor(HookSettings settings) implements MergedInstallation.Editor {

    @Override
    public String add(Optional<String> text, HookCommand command) {
        TomlText.check(text.orElse(""));
        String block = settings.rules().stream()
                .map(rule -> table(rule, command.line(settings.harness(), rule.name())))
                .collect(Collectors.joining("", begin() + "\n", end()));
        String after = joined(text, block);
        try {
            TomlText.check(after);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("its `hooks` would have to become `[[hooks]]` tables", e);
        }
        return after;
    }

    private static String joined(Optional<String> text, String block) {
        String before = text.orElse("");
        if (text.isEmpty() || before.endsWith("\n")) {
            return before + block + "\n";
        }
        return before.isEmpty() ? block : before + "\n" + block;
    }

    @Override
    public Optional<String> remove(String text) {
        int from = text.indexOf(begin());
        int end = text.indexOf(end(), from);
        if (end < 0) {
            throw new IllegalArgumentException("the line `" + end() + "` is missing");
        }
        boolean hasNewline = text.startsWith("\n", end + end().length());
        String before = text.substring(0, hasNewline || from == 0 ? from : from - 1);
        String left = before + text.substring(end + end().length() + (hasNewline ? 1 : 0));
        return left.isEmpty() && hasNewline ? Optional.empty() : Optional.of(left);
    }

    @Override
    public boolean isThere(String text) {
        return text.contains(begin());
    }

    private String begin() {
        return "# >>> kugetsu hook " + settings.harness() + ": made by kugetsu, which removes it again";
    }

    private String end() {
        return "# <<< kugetsu hook " + settings.harness();
    }

    /// kimi-code 2.1.0: `timeout` is in seconds.
    private String table(EventRule rule, String line) {
        String matcher = rule.kind() == HookKind.BEFORE_TOOL || rule.kind() == HookKind.AFTER_TOOL
                ? "matcher = \"" + settings.matcher() + "\"\n"
                : "";
        String escaped = line.replace("\\", "\\\\").replace("\"", "\\\"");
        return "[[hooks]]\nevent = \"" + rule.name() + "\"\n" + matcher + "command = \"" + escaped
                + "\"\ntimeout = 5\n";
    }
}
