package dev.kugetsu.supervisor.json;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kugetsu.supervisor.coordination.Verb;
import java.util.Locale;

/// What a verb takes and answers, as JSON Schemas (draft 2020-12) made from its records.
public record VerbSchema(String name, String summary, String effect, ObjectNode request, ObjectNode answer) {

    private static final String PLACE = "#/$defs/";

    public static VerbSchema of(Verb<?, ?> verb) {
        return new VerbSchema(
                verb.name(),
                verb.summary(),
                verb.effect().name().toLowerCase(Locale.ROOT),
                request(verb),
                answer(verb));
    }

    /// A request is one object without references but to what it holds.
    private static ObjectNode request(Verb<?, ?> verb) {
        Schemas schemas = new Schemas(PLACE);
        schemas.of(verb.request());
        ObjectNode all = schemas.all();
        ObjectNode object = (ObjectNode) all.remove(verb.request().getSimpleName());
        object.put("additionalProperties", false);
        return document(object, all);
    }

    private static ObjectNode answer(Verb<?, ?> verb) {
        Schemas schemas = new Schemas(PLACE);
        ObjectNode schema = switch (verb.shape()) {
            case ONE -> schemas.of(verb.answer());
            case MANY -> Schemas.array(schemas.of(verb.answer()));
        };
        return document(schema, schemas.all());
    }

    private static ObjectNode document(ObjectNode schema, ObjectNode definitions) {
        ObjectNode document =
                JsonNodeFactory.instance.objectNode().put("$schema", "https://json-schema.org/draft/2020-12/schema");
        document.setAll(schema);
        if (!definitions.isEmpty()) {
            document.set("$defs", definitions);
        }
        return document;
    }
}
