package dev.kugetsu.supervisor.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.kugetsu.adapters.PermissionRule;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What the user has said for this one command.
///
/// @param timeout for the whole turn
/// @param allow rules that are allowed besides those that are configured
public record Flags(
        Optional<String> harness,
        Optional<String> model,
        Optional<String> base,
        Optional<Duration> timeout,
        List<PermissionRule> allow) {

    public static final Flags NONE =
            new Flags(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), List.of());

    public Flags {
        allow = List.copyOf(allow);
    }

    /// The same for a harness that is settled, such as the one of a session that goes on.
    public Flags withHarness(String name) {
        return new Flags(Optional.of(name), model, base, timeout, allow);
    }

    Optional<JsonNode> harnessValue() {
        return harness.map(TextNode::valueOf);
    }

    Optional<JsonNode> modelValue() {
        return model.map(TextNode::valueOf);
    }

    Optional<JsonNode> baseValue() {
        return base.map(TextNode::valueOf);
    }

    Optional<JsonNode> timeoutValue() {
        return timeout.map(DurationText::format).map(TextNode::valueOf);
    }

    Optional<JsonNode> allowValue() {
        if (allow.isEmpty()) {
            return Optional.empty();
        }
        var list = JsonNodeFactory.instance.arrayNode();
        allow.forEach(rule -> list.add(rule.toString()));
        return Optional.of(list);
    }
}
