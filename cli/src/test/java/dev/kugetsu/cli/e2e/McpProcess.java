package dev.kugetsu.cli.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator.ValidationResponse;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Implementation;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// `kugetsu mcp` as a process of a stage, and the client of the SDK that has started it.
final class McpProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    final McpSyncClient client;

    private McpProcess(McpSyncClient client) {
        this.client = client;
    }

    /// Both have said hello.
    static McpProcess start(Stage stage, Map<String, String> environment, String... options) {
        List<String> arguments = new ArrayList<>(List.of("mcp"));
        arguments.addAll(List.of(options));
        Map<String, String> variables = new HashMap<>(stage.environment);
        variables.putAll(environment);
        ServerParameters parameters = ServerParameters.builder(
                        stage.root.resolve("launcher").toString())
                .args(arguments)
                .build();
        StdioClientTransport transport =
                new StdioClientTransport(parameters, new JacksonMcpJsonMapper(new JsonMapper())) {
                    @Override
                    protected ProcessBuilder getProcessBuilder() {
                        ProcessBuilder builder = new ProcessBuilder().directory(stage.repository.toFile());
                        builder.environment().clear();
                        builder.environment().putAll(variables);
                        return builder;
                    }
                };
        McpSyncClient client = McpClient.sync(transport)
                .clientInfo(Implementation.builder("test", "1").build())
                .jsonSchemaValidator((schema, content) -> ValidationResponse.asValid(""))
                .initializationTimeout(PATIENCE)
                .requestTimeout(PATIENCE)
                .build();
        client.initialize();
        return new McpProcess(client);
    }

    CallToolResult call(String tool, Map<String, Object> arguments) {
        return client.callTool(
                CallToolRequest.builder(tool).arguments(arguments).build());
    }

    static JsonNode structured(CallToolResult result) {
        return new ObjectMapper().valueToTree(result.structuredContent());
    }

    static String text(CallToolResult result) {
        return ((TextContent) result.content().getFirst()).text();
    }

    @Override
    public void close() {
        client.closeGracefully();
    }
}
