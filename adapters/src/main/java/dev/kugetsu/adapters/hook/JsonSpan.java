package dev.kugetsu.adapters.hook;

import java.util.List;
import java.util.Optional;

/// A value in a JSON text, by its place there.
///
/// @param name of a member of an object, without quotes and as it is written
/// @param start of the member with its name, or of the value
/// @param valueStart of the value
/// @param end after the value
/// @param children members or elements, in their order
record JsonSpan(Optional<String> name, int start, int valueStart, int end, char kind, List<JsonSpan> children) {

    JsonSpan {
        children = List.copyOf(children);
    }

    boolean isObject() {
        return kind == '{';
    }

    boolean isArray() {
        return kind == '[';
    }

    boolean isString() {
        return kind == '"';
    }

    Optional<JsonSpan> find(String member) {
        return children.stream()
                .filter(child -> child.name().equals(Optional.of(member)))
                .findFirst();
    }
}
