package dev.kugetsu.adapters.hook;

import java.util.List;
import java.util.stream.Collectors;

/// What the settings of a harness must say so that it calls our hooks.
///
/// @param matcher the editing tools, in the harness's language
record HookSettings(TabledDialect dialect, EntryForm form, String matcher) {

    String harness() {
        return dialect.harness();
    }

    /// One entry for each event; those that stand for a part of another one are left out.
    List<HookEntries.Entry> entries(HookCommand command) {
        return rules().stream()
                .map(rule -> form.entry(rule, matcher, command.line(harness(), rule.name())))
                .toList();
    }

    List<EventRule> rules() {
        return dialect.events().stream()
                .filter(rule -> rule.impliedTool().isEmpty())
                .toList();
    }

    /// A whole file that says nothing else.
    ///
    /// @param head members before the hooks, as `"version": 1,`
    String file(HookCommand command, String head) {
        return entries(command).stream()
                .map(entry -> "    \"" + entry.event() + "\": [" + entry.json() + "]")
                .collect(Collectors.joining(",\n", "{" + head + "\n  \"hooks\": {\n", "\n  }\n}\n"));
    }
}
