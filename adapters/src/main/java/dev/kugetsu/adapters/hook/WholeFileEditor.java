package dev.kugetsu.adapters.hook;

import java.util.Optional;
import java.util.function.Function;

/// A file that is ours alone.
///
/// @param mark occurs in every file that we make, and in nobody else's
record WholeFileEditor(String mark, Function<HookCommand, String> file) implements MergedInstallation.Editor {

    @Override
    public String add(Optional<String> text, HookCommand command) {
        if (text.isPresent() && !isThere(text.get())) {
            throw new IllegalArgumentException("kugetsu has not made it");
        }
        return file.apply(command);
    }

    @Override
    public Optional<String> remove(String text) {
        return Optional.empty();
    }

    @Override
    public boolean isThere(String text) {
        return text.contains(mark);
    }
}
