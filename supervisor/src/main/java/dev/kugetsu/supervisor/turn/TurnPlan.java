package dev.kugetsu.supervisor.turn;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.kugetsu.adapters.PermissionRule;
import dev.kugetsu.supervisor.config.Settings;
import dev.kugetsu.supervisor.config.Settings.Retry;
import dev.kugetsu.supervisor.store.PermissionList;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How a turn is to be conducted: what the configuration and the caller say, beside what is in columns of its
/// row.
///
/// @param setup what makes a fresh worktree ready
/// @param permissions everything the agent may and may not do in this turn
/// @param retry how it is tried again when the queue conducts it
record TurnPlan(Optional<WorktreeStep.Setup> setup, List<PermissionRule> permissions, Duration stopGrace, Retry retry) {

    private static final ObjectMapper JSON = new ObjectMapper();

    TurnPlan {
        permissions = List.copyOf(permissions);
    }

    /// What the user grants comes before what is configured, so that a configured denial stands last and wins.
    static TurnPlan of(Settings configured, PermissionList granted) {
        return new TurnPlan(
                configured
                        .setup()
                        .map(setup -> new WorktreeStep.Setup(
                                setup.command().words(), setup.command().toString(), setup.timeout())),
                granted.plus(configured.permissions()).rules(),
                configured.stopGrace(),
                configured.retry());
    }

    /// Reads what {@link #toJson} writes.
    static TurnPlan parse(String text) {
        try {
            JsonNode json = JSON.readTree(text);
            JsonNode retry = json.path("retry");
            return new TurnPlan(
                    Optional.of(json.path("setup")).filter(JsonNode::isObject).map(TurnPlan::setup),
                    PermissionList.parse(json.path("permissions").toString()).rules(),
                    millis(json, "stop_grace_ms"),
                    new Retry(
                            retry.path("attempts").asInt(),
                            millis(retry, "delay_ms"),
                            millis(retry, "limit_delay_ms"),
                            millis(retry, "limit_wait_ms")));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not the plan of a turn: " + text, e);
        }
    }

    private static WorktreeStep.Setup setup(JsonNode json) {
        List<String> words = new ArrayList<>();
        json.path("command").forEach(word -> words.add(word.asText()));
        return new WorktreeStep.Setup(words, json.path("text").asText(), millis(json, "timeout_ms"));
    }

    private static Duration millis(JsonNode json, String field) {
        return Duration.ofMillis(json.path(field).asLong());
    }

    String toJson() {
        ObjectNode json = JSON.createObjectNode();
        setup.ifPresent(step -> {
            ObjectNode object = json.putObject("setup");
            step.command().forEach(object.putArray("command")::add);
            object.put("text", step.text()).put("timeout_ms", step.timeout().toMillis());
        });
        json.putRawValue("permissions", new RawValue(new PermissionList(permissions).toString()));
        json.put("stop_grace_ms", stopGrace.toMillis());
        json.putObject("retry")
                .put("attempts", retry.attempts())
                .put("delay_ms", retry.delay().toMillis())
                .put("limit_delay_ms", retry.limitDelay().toMillis())
                .put("limit_wait_ms", retry.limitWait().toMillis());
        return json.toString();
    }
}
