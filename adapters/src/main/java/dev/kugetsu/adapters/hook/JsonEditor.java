package dev.kugetsu.adapters.hook;

import java.util.List;
import java.util.Optional;

/// Entries among others in a JSON text.
///
/// @param head the members that the harness demands of a file, as they stand in one that we make; may be
///     empty
record JsonEditor(HookSettings settings, String head) implements MergedInstallation.Editor {

    /// Ends a file of ours that was there before, with nothing but white space.
    private static final String WAS_EMPTY = " ";

    @Override
    public String add(Optional<String> text, HookCommand command) {
        List<HookEntries.Entry> wanted = settings.entries(command);
        if (text.isEmpty()) {
            return made(wanted);
        }
        if (isEmpty(text.get())) {
            return text.get() + made(wanted) + WAS_EMPTY;
        }
        return entries().find(text.get()).equals(wanted)
                ? text.get()
                : entries().add(text.get(), wanted);
    }

    private String made(List<HookEntries.Entry> wanted) {
        String file = entries().add(fresh(), wanted);
        return head.isEmpty() ? file.replaceFirst("\\{", "{\n  ") : file;
    }

    @Override
    public Optional<String> remove(String text) {
        Optional<String> left = entries().remove(text);
        boolean wasEmpty = text.endsWith("\n" + WAS_EMPTY);
        String before = text.substring(0, Math.max(0, text.indexOf('{')));
        String made = wasEmpty ? before + fresh() + WAS_EMPTY : fresh();
        if (left.isPresent() && (head.isEmpty() || !left.get().equals(made))) {
            return left;
        }
        return wasEmpty ? Optional.of(before) : Optional.empty();
    }

    private String fresh() {
        return "{" + head + "\n}\n";
    }

    @Override
    public boolean isThere(String text) {
        return !isEmpty(text) && !entries().find(text).isEmpty();
    }

    /// As good as an object without members: some harnesses make such a file.
    private static boolean isEmpty(String text) {
        return text.chars().allMatch(letter -> " \t\r\n".indexOf(letter) >= 0);
    }

    private HookEntries entries() {
        return new HookEntries(line -> HookCommand.isOurs(line, settings.harness()));
    }
}
