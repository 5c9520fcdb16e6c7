package dev.kugetsu.supervisor.json;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kugetsu.supervisor.TurnProgress;
import dev.kugetsu.supervisor.TurnProgress.AgentActed;

/// A step of a turn as one JSON object: its `event`, such as `tool_used`, and what belongs to it.
public final class ProgressJson {

    private ProgressJson() {}

    public static String of(TurnProgress progress) {
        Record event = progress instanceof AgentActed acted ? (Record) acted.event() : (Record) progress;
        String name = PropertyNamingStrategies.SnakeCaseStrategy.INSTANCE.translate(
                event.getClass().getSimpleName());
        ObjectNode object = Json.mapper().createObjectNode().put("event", name);
        object.setAll((ObjectNode) Json.mapper().valueToTree(event));
        return object.toString();
    }
}
