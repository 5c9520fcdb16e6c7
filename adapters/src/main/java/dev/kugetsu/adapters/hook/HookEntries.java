package dev.kugetsu.adapters.hook;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Our entries in a JSON text whose member `hooks` has a list for each event. Everything else stays as it is
/// written.
///
/// What we put into a list or an object that was empty follows its bracket at once, and one that we have made
/// begins with a new line; so it can be told later whose it was, without a note anywhere.
final class HookEntries {

    /// A hook of ours.
    ///
    /// @param json in one line
    record Entry(String event, String json) {}

    private final Predicate<String> ours;

    /// @param ours tells our commands
    HookEntries(Predicate<String> ours) {
        this.ours = ours;
    }

    /// The entries of ours, as they are written.
    List<Entry> find(String text) {
        List<Entry> found = new ArrayList<>();
        for (JsonSpan list : lists(text)) {
            for (JsonSpan entry : list.children()) {
                if (commands(entry).stream().anyMatch(command -> isOurs(text, command))) {
                    found.add(new Entry(list.name().orElseThrow(), text.substring(entry.start(), entry.end())));
                }
            }
        }
        return found;
    }

    /// The text with these entries, each at the end of its list.
    String add(String text, List<Entry> entries) {
        String added = text;
        for (Entry entry : entries) {
            added = add(added, entry);
        }
        return added;
    }

    /// The text without our entries; empty if nothing is left but what we had made.
    Optional<String> remove(String text) {
        String left = text;
        for (Optional<JsonSpan> cut = cut(left); cut.isPresent(); cut = cut(left)) {
            if (cut.get().end() == Integer.MAX_VALUE) {
                return Optional.empty();
            }
            left = left.substring(0, cut.get().start())
                    + left.substring(cut.get().end());
        }
        return Optional.of(left);
    }

    private static String add(String text, Entry entry) {
        String line = text.contains("\r\n") ? "\r\n" : "\n";
        JsonSpan root = object(JsonScanner.scan(text), "it");
        Optional<JsonSpan> hooks = root.find("hooks");
        String list = '"' + entry.event() + "\": [" + line + "      " + entry.json() + line + "    ]";
        if (hooks.isEmpty()) {
            return insert(text, root, "\"hooks\": {" + line + "    " + list + line + "  }", line + "  ");
        }
        Optional<JsonSpan> events = object(hooks.get(), "`hooks`").find(entry.event());
        return events.isEmpty()
                ? insert(text, hooks.get(), list, line + "    ")
                : insert(text, array(events.get()), entry.json(), line + "      ");
    }

    private static String insert(String text, JsonSpan container, String child, String before) {
        boolean first = container.children().isEmpty();
        int at = first
                ? container.valueStart() + 1
                : container.children().getLast().end();
        return text.substring(0, at) + (first ? child : "," + before + child) + text.substring(at);
    }

    /// The next piece to take out.
    private Optional<JsonSpan> cut(String text) {
        JsonSpan root = JsonScanner.scan(text);
        for (JsonSpan list : lists(text)) {
            for (JsonSpan entry : list.children()) {
                List<JsonSpan> commands = commands(entry);
                List<JsonSpan> mine = commands.stream()
                        .filter(command -> isOurs(text, command))
                        .toList();
                if (!mine.isEmpty() && mine.size() < commands.size()) {
                    return Optional.of(piece(entry.find("hooks").orElseThrow(), mine.getFirst()));
                }
                if (!mine.isEmpty()) {
                    return Optional.of(
                            cut(text, List.of(root, root.find("hooks").orElseThrow(), list), entry));
                }
            }
        }
        return Optional.empty();
    }

    /// Climbs from a child that goes to the outermost container that holds nothing else and was made by us.
    private static JsonSpan cut(String text, List<JsonSpan> containers, JsonSpan child) {
        JsonSpan goes = child;
        for (JsonSpan container : containers.reversed()) {
            String head = text.substring(
                    container.valueStart() + 1, container.children().getFirst().start());
            if (container.children().size() > 1 || !head.contains("\n")) {
                return piece(container, goes);
            }
            goes = container;
        }
        return new JsonSpan(Optional.empty(), 0, 0, Integer.MAX_VALUE, '{', List.of());
    }

    /// A child together with the comma that it no longer needs.
    private static JsonSpan piece(JsonSpan container, JsonSpan child) {
        int index = container.children().indexOf(child);
        int start = index > 0 ? container.children().get(index - 1).end() : child.start();
        boolean followed = index == 0 && container.children().size() > 1;
        int end = followed ? container.children().get(1).start() : child.end();
        return new JsonSpan(Optional.empty(), start, start, end, ' ', List.of());
    }

    private static List<JsonSpan> lists(String text) {
        Optional<JsonSpan> hooks = object(JsonScanner.scan(text), "it").find("hooks");
        return hooks.isEmpty()
                ? List.of()
                : object(hooks.get(), "`hooks`").children().stream()
                        .filter(JsonSpan::isArray)
                        .toList();
    }

    /// The commands of an entry: it is one itself, or has a list of them.
    private static List<JsonSpan> commands(JsonSpan entry) {
        return entry.find("hooks")
                .filter(JsonSpan::isArray)
                .map(JsonSpan::children)
                .orElse(List.of(entry));
    }

    private boolean isOurs(String text, JsonSpan command) {
        return command.find("command")
                .filter(JsonSpan::isString)
                .filter(value -> ours.test(decoded(text.substring(value.valueStart(), value.end()))))
                .isPresent();
    }

    private static String decoded(String literal) {
        try {
            byte[] json = ("{\"text\":" + literal + "}").getBytes(StandardCharsets.UTF_8);
            return String.valueOf(HookJson.object(json).get("text"));
        } catch (UnreadableHook e) {
            throw new IllegalArgumentException("a text is written wrongly: " + literal, e);
        }
    }

    private static JsonSpan object(JsonSpan value, String what) {
        if (!value.isObject()) {
            throw new IllegalArgumentException(what + " should be an object");
        }
        return value;
    }

    private static JsonSpan array(JsonSpan value) {
        if (!value.isArray()) {
            throw new IllegalArgumentException("`hooks." + value.name().orElse("") + "` should be a list");
        }
        return value;
    }
}
