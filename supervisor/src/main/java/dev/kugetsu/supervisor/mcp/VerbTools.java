package dev.kugetsu.supervisor.mcp;

import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.coordination.Verb;
import dev.kugetsu.supervisor.coordination.Verb.Effect;
import dev.kugetsu.supervisor.coordination.Verbs;
import dev.kugetsu.supervisor.json.Json;
import dev.kugetsu.supervisor.json.RecordReader;
import dev.kugetsu.supervisor.json.RequestWords;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.modelcontextprotocol.spec.McpSchema.ToolAnnotations;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The tools of agents, one for each verb.
final class VerbTools {

    private static final Logger log = LoggerFactory.getLogger(VerbTools.class);
    private static final RecordReader READER =
            new RecordReader(RequestWords.ofJson("see the input schema of the tool"));

    private VerbTools() {}

    static List<SyncToolSpecification> all() {
        return Verbs.all().stream().map(VerbTools::tool).toList();
    }

    /// Models take but letters and underscores everywhere.
    static String name(Verb<?, ?> verb) {
        return verb.name().replace('.', '_').replace('-', '_');
    }

    /// Whether it uses a tool that may wait for somebody else.
    static boolean mayWait(JSONRPCRequest request) {
        return request.method().equals(McpSchema.METHOD_TOOLS_CALL)
                && request.params() instanceof Map<?, ?> call
                && Verbs.all().stream()
                        .filter(Verbs::mayWait)
                        .anyMatch(verb -> name(verb).equals(call.get("name")));
    }

    private static <Q extends Record, R> SyncToolSpecification tool(Verb<Q, R> verb) {
        Tool tool = Tool.builder(name(verb), ToolSchema.of(verb))
                .description(verb.summary() + ".")
                .annotations(ToolAnnotations.builder()
                        .title(verb.summary())
                        .readOnlyHint(verb.effect() == Effect.READS)
                        .openWorldHint(false)
                        .build())
                .build();
        return SyncToolSpecification.builder()
                .tool(tool)
                .callHandler((exchange, request) -> call(verb, Guest.of(exchange), request))
                .build();
    }

    /// Whatever goes wrong is told to the model, which can do something about it; an error of the protocol
    /// would only reach its program.
    private static <Q extends Record, R> CallToolResult call(Verb<Q, R> verb, Guest guest, CallToolRequest request) {
        try {
            Q arguments = READER.read(json(request), verb.request());
            return ToolResults.of(verb, guest.perform(verb, arguments));
        } catch (KugetsuException refusal) {
            return ToolResults.of(refusal);
        } catch (RuntimeException bug) {
            log.error("tool {}", name(verb), bug);
            return ToolResults.ofBug(bug);
        }
    }

    private static byte[] json(CallToolRequest request) {
        Map<String, Object> arguments = Optional.ofNullable(request.arguments()).orElseGet(Map::of);
        return Json.tree(arguments).toString().getBytes(StandardCharsets.UTF_8);
    }
}
