package dev.kugetsu.supervisor.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kugetsu.supervisor.coordination.AgentVerbs;
import dev.kugetsu.supervisor.coordination.Verb;
import dev.kugetsu.supervisor.coordination.Verb.Effect;
import dev.kugetsu.supervisor.coordination.Verbs;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerbToolsTest {

    private static final List<Tool> TOOLS =
            VerbTools.all().stream().map(SyncToolSpecification::tool).toList();

    @Test
    void offersEveryVerb() {
        assertThat(TOOLS)
                .extracting(Tool::name)
                .containsExactlyElementsOf(
                        Verbs.all().stream().map(VerbTools::name).toList());
    }

    /// What providers of models take.
    @Test
    void hasNamesAndSchemasThatEveryModelUnderstands() {
        assertThat(TOOLS).allSatisfy(tool -> {
            assertThat(tool.name()).matches("[a-z_]{1,40}");
            assertThat(tool.description()).isNotBlank();
            JsonNode schema = new ObjectMapper().valueToTree(tool.inputSchema());
            assertThat(schema.path("type").asText()).isEqualTo("object");
            assertThat(schema.path("additionalProperties").asBoolean(true)).isFalse();
            assertThat(schema.findValues("$schema")).isEmpty();
            assertThat(schema.path("properties")).allSatisfy(property -> {
                assertThat(property.path("type").asText()).isNotEmpty();
                assertThat(property.path("description").asText()).isNotEmpty();
            });
        });
    }

    @Test
    void saysWhichOnlyRead() {
        for (Verb<?, ?> verb : Verbs.all()) {
            assertThat(tool(verb).annotations().readOnlyHint()).isEqualTo(verb.effect() == Effect.READS);
        }
    }

    @Test
    void describesWhatMayBeMissingAsWhatItIs() {
        JsonNode schema = new ObjectMapper().valueToTree(tool(AgentVerbs.CLAIM).inputSchema());

        assertThat(schema.path("required").valueStream().map(JsonNode::asText)).containsExactly("issue");
        assertThat(schema.at("/properties/prompt/type").asText()).isEqualTo("string");
        assertThat(schema.at("/properties/prompt/description").asText()).contains("told to do");
    }

    private static Tool tool(Verb<?, ?> verb) {
        return TOOLS.stream()
                .filter(tool -> tool.name().equals(VerbTools.name(verb)))
                .findFirst()
                .orElseThrow();
    }
}
