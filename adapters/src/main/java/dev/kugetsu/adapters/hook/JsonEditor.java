package dev.kugetsu.adapters.hook;

import java.util.List;
import java.util.Optional;

/// Entries among others in a JSON text.
///
/// @param head the members that the harness demands of a file, as they stand in one that we make; may be
///     empty
record JsonEditor(HookSettings settings, String head) implements MergedInstallation.Editor {

    @Override
    public String add(Optional<String> text, HookCommand command) {
        List<HookEntries.Entry> wanted = settings.entries(command);
        if (text.isEmpty()) {
            String file = entries().add(fresh(), wanted);
            return head.isEmpty() ? file.replaceFirst("\\{", "{\n  ") : file;
        }
        if (text.get().isBlank()) {
            throw new IllegalArgumentException("it is empty, not even {}");
        }
        return entries().find(text.get()).equals(wanted)
                ? text.get()
                : entries().add(text.get(), wanted);
    }

    @Override
    public Optional<String> remove(String text) {
        return entries().remove(text).filter(left -> head.isEmpty() || !left.equals(fresh()));
    }

    private String fresh() {
        return "{" + head + "\n}\n";
    }

    @Override
    public boolean isThere(String text) {
        return !entries().find(text).isEmpty();
    }

    private HookEntries entries() {
        return new HookEntries(line -> HookCommand.isOurs(line, settings.harness()));
    }
}
