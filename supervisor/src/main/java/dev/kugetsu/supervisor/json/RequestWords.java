package dev.kugetsu.supervisor.json;

import java.lang.reflect.RecordComponent;
import java.util.function.Function;

/// How a request is spoken of to those who have made it.
///
/// @param part what they call a component, such as `--to`
/// @param next where they find how it is made, as something to do
public record RequestWords(Function<RecordComponent, String> part, String next) {

    /// For those who send JSON.
    public static RequestWords ofJson(String next) {
        return new RequestWords(component -> "the field `" + RecordReader.name(component) + "`", next);
    }
}
