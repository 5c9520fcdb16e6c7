package dev.kugetsu.adapters.opencode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kugetsu.adapters.PermissionRule;
import dev.kugetsu.adapters.PermissionRule.Action;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Puts our rules behind the user's own without taking any of them away.
///
/// opencode 1.18: rules are read in order and the last one that matches wins. A merge keeps the place of a key
/// that is there already, and replaces `"bash": "deny"` by our `"bash": {"git *": "allow"}` as a whole. Names
/// of permissions are patterns themselves, though: rules under another spelling of the name (`bas?`) come after
/// all of the user's and touch none of them. What the user denies is then repeated once more, under a third
/// spelling, and stays denied.
final class Permissions {

    /// Nobody is there to answer; opencode denies these by itself only in sessions that its `run` has made.
    private static final List<PermissionRule> HEADLESS = List.of(
            new PermissionRule("question", "*", Action.DENY),
            new PermissionRule("plan_enter", "*", Action.DENY),
            new PermissionRule("plan_exit", "*", Action.DENY));

    private Permissions() {}

    /// Adds the rules of a turn that nobody watches.
    ///
    /// @param given what the user's environment says already; is changed
    /// @param denied what the user denies anywhere
    static String headless(ObjectNode given, List<PermissionRule> denied, List<PermissionRule> rules) {
        List<PermissionRule> last = new ArrayList<>(denied);
        last.addAll(HEADLESS);
        return interactive(given, last, rules);
    }

    /// Adds the rules of a session that a person sits in front of.
    static String interactive(ObjectNode given, List<PermissionRule> denied, List<PermissionRule> rules) {
        add(given, rules, "?");
        add(given, denied, "*");
        return given.toString();
    }

    /// What an agent is denied in the end, by the list of its rules.
    ///
    /// opencode 1.18: `[{"permission": "bash", "pattern": "rm *", "action": "deny"}]`, the user's rules behind
    /// the built-in ones, which deny a few things only to allow them again.
    static List<PermissionRule> denied(JsonNode agentRules) {
        Map<List<String>, PermissionRule> denied = new LinkedHashMap<>();
        for (JsonNode rule : agentRules) {
            String permission = rule.path("permission").asText();
            String pattern = rule.path("pattern").asText();
            if (rule.path("action").asText().equals("deny")) {
                denied.put(List.of(permission, pattern), new PermissionRule(permission, pattern, Action.DENY));
            } else {
                denied.remove(List.of(permission, pattern));
            }
        }
        return List.copyOf(denied.values());
    }

    private static void add(ObjectNode permissions, List<PermissionRule> rules, String wildcard) {
        for (PermissionRule rule : rules) {
            ObjectNode patterns = permissions.withObjectProperty(spelling(rule.permission(), wildcard));
            patterns.remove(rule.pattern());
            patterns.put(rule.pattern(), rule.action().name().toLowerCase(Locale.ROOT));
        }
    }

    /// The same name for opencode, another key for JSON: `?` stands for its last letter, `*` for nothing behind
    /// it.
    private static String spelling(String permission, String wildcard) {
        if (permission.endsWith("*")) {
            return permission + (wildcard.equals("*") ? "**" : "*");
        }
        return wildcard.equals("*") ? permission + "*" : permission.substring(0, permission.length() - 1) + "?";
    }
}
