package dev.kugetsu.supervisor.host;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator.ValidationResponse;
import io.modelcontextprotocol.spec.McpSchema.Implementation;
import java.time.Duration;

/// Clients of the SDK itself.
final class McpClients {

    private McpClients() {}

    /// One that has said hello.
    ///
    /// @param query of the address
    /// @param authorization as the header holds it
    static McpSyncClient connect(int port, String query, String authorization) {
        HttpClientStreamableHttpTransport transport = HttpClientStreamableHttpTransport.builder(
                        "http://127.0.0.1:" + port)
                .endpoint("/mcp?" + query)
                .jsonMapper(new JacksonMcpJsonMapper(new JsonMapper()))
                .addHttpRequestCustomizer(
                        (request, method, endpoint, body, context) -> request.header("Authorization", authorization))
                .build();
        McpSyncClient client = McpClient.sync(transport)
                .clientInfo(Implementation.builder("test", "1").build())
                .jsonSchemaValidator((schema, content) -> ValidationResponse.asValid(""))
                .requestTimeout(Duration.ofSeconds(20))
                .build();
        client.initialize();
        return client;
    }
}
