package dev.kugetsu.supervisor.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kugetsu.supervisor.api.Operation.Relay;
import dev.kugetsu.supervisor.api.Operation.Stream;
import dev.kugetsu.supervisor.api.Operation.Value;
import dev.kugetsu.supervisor.json.Schemas;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The OpenAPI 3.1 document of operations, made from the same values as their routes.
final class OpenApi {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z]+)\\}");

    private OpenApi() {}

    static ObjectNode document(List<Operation> operations) {
        Schemas schemas = new Schemas("#/components/schemas/");
        ObjectNode paths = JSON.objectNode();
        for (Operation operation : operations) {
            ObjectNode path = paths.has(operation.path())
                    ? (ObjectNode) paths.get(operation.path())
                    : paths.putObject(operation.path());
            path.set(operation.verb().name().toLowerCase(Locale.ROOT), describe(operation, schemas));
        }
        ObjectNode document = JSON.objectNode().put("openapi", "3.1.0");
        document.putObject("info")
                .put("title", "kugetsu")
                .put("version", "1")
                .put(
                        "description",
                        "Supervises headless coding agents. Over the loopback address every request needs "
                                + "the token from daemon.token; over the Unix socket none does.");
        document.set("paths", paths);
        ObjectNode components = document.putObject("components");
        components.set("schemas", schemas.all());
        components
                .putObject("securitySchemes")
                .putObject("token")
                .put("type", "http")
                .put("scheme", "bearer");
        document.putArray("security").addObject().putArray("token");
        return document;
    }

    private static ObjectNode describe(Operation operation, Schemas schemas) {
        ObjectNode described = JSON.objectNode()
                .put(
                        "summary",
                        operation.summary()
                                + (operation.audience() == Operation.Audience.USER ? "; not for agents" : ""));
        ArrayNode parameters = described.putArray("parameters");
        Matcher placeholders = PLACEHOLDER.matcher(operation.path());
        while (placeholders.find()) {
            parameter(parameters, placeholders.group(1), "path").put("required", true);
        }
        operation
                .query()
                .forEach(query -> parameter(parameters, query.name(), "query").put("description", query.meaning()));
        operation
                .body()
                .ifPresent(body -> described
                        .putObject("requestBody")
                        .putObject("content")
                        .putObject("application/json")
                        .set("schema", schemas.of(body)));
        ObjectNode responses = described.putObject("responses");
        answer(responses.putObject(Integer.toString(operation.status())), operation.answer(), schemas);
        responses
                .putObject("default")
                .put("description", "What went wrong")
                .putObject("content")
                .putObject("application/json")
                .set("schema", schemas.of(ErrorBody.class));
        return described;
    }

    private static ObjectNode parameter(ArrayNode parameters, String name, String place) {
        ObjectNode parameter = parameters.addObject().put("name", name).put("in", place);
        parameter.putObject("schema").put("type", "string");
        return parameter;
    }

    private static void answer(ObjectNode response, Operation.Answer answer, Schemas schemas) {
        switch (answer) {
            case Stream _ ->
                response.put("description", "Server-sent events, each with its cursor as id")
                        .putObject("content")
                        .putObject("text/event-stream");
            case Relay _ ->
                response.put("description", "A text as its summary says")
                        .putObject("content")
                        .putObject("text/plain");
            case Value(Class<?> type, Operation.Shape shape, Operation.Work _) -> {
                response.put("description", "Done");
                switch (shape) {
                    case OBJECT -> json(response, schemas.of(type));
                    case ARRAY -> json(response, Schemas.array(schemas.of(type)));
                    case NOTHING -> {}
                }
            }
        }
    }

    private static void json(ObjectNode response, ObjectNode schema) {
        response.putObject("content").putObject("application/json").set("schema", schema);
    }
}
