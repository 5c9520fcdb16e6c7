package dev.kugetsu.adapters.hook;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Where a tool's arguments name the files that it edits.
interface FileArguments {

    /// The files, as they are given; empty if this use of the tool names none.
    Stream<String> files(Map<String, Object> arguments);

    /// Whether every use of the tool is an edit, even one that names no file.
    default boolean alwaysEdits() {
        return true;
    }

    /// Arguments of these names, and those of the same names in lists of edits.
    static FileArguments named(String... names) {
        List<String> wanted = List.of(names);
        return arguments -> Stream.concat(Stream.of(arguments), arguments.values().stream())
                .flatMap(FileArguments::objects)
                .flatMap(object -> wanted.stream().map(object::get))
                .flatMap(FileArguments::texts);
    }

    /// A patch in one of these arguments.
    static FileArguments patch(String... names) {
        return arguments -> Arrays.stream(names)
                .map(arguments::get)
                .flatMap(FileArguments::texts)
                .flatMap(PatchText::files);
    }

    /// A shell command, which only counts as an edit if it brings a patch along.
    static FileArguments patchInCommand(String name) {
        return new FileArguments() {
            @Override
            public Stream<String> files(Map<String, Object> arguments) {
                return texts(arguments.get(name)).flatMap(ShellPatch::files);
            }

            @Override
            public boolean alwaysEdits() {
                return false;
            }
        };
    }

    private static Stream<Map<?, ?>> objects(Object value) {
        return switch (value) {
            case Map<?, ?> object -> Stream.of(object);
            case List<?> elements -> elements.stream().flatMap(FileArguments::objects);
            default -> Stream.empty();
        };
    }

    private static Stream<String> texts(@Nullable Object value) {
        return switch (value) {
            case null -> Stream.empty();
            case String text -> text.isBlank() ? Stream.empty() : Stream.of(text);
            case List<?> elements -> elements.stream().flatMap(FileArguments::texts);
            default -> Stream.empty();
        };
    }
}
