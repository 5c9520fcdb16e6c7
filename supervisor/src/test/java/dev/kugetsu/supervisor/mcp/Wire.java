package dev.kugetsu.supervisor.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kugetsu.supervisor.coordination.AgentVerbs.RegisterAgent;
import dev.kugetsu.supervisor.coordination.Caller;
import dev.kugetsu.supervisor.coordination.Coordination;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// A server of one agent, and the client at the other end of its streams.
final class Wire implements AutoCloseable {

    static final RegisterAgent SOMEBODY = RegisterAgent.UNNAMED;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ROOM = 1 << 16;

    final StdioServer server;
    private final PipedOutputStream toServer = new PipedOutputStream();
    private final BlockingQueue<String> fromServer = new LinkedBlockingQueue<>();

    Wire(Coordination coordination) throws IOException {
        PipedInputStream input = new PipedInputStream(ROOM);
        input.connect(toServer);
        server = new StdioServer(input, new Answers(), "1", Caller.in(Path.of("/")), Optional.of(SOMEBODY));
        server.open(coordination);
        server.start();
    }

    /// After the client and the server have said hello.
    static Wire greeted(Coordination coordination) throws IOException, InterruptedException {
        Wire wire = new Wire(coordination);
        wire.send("""
                {"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-06-18",\
                "capabilities":{},"clientInfo":{"name":"test","version":"1"}}}""");
        wire.receive();
        wire.send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
        return wire;
    }

    void send(String line) throws IOException {
        toServer.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        toServer.flush();
    }

    void call(int id, String tool, String arguments) throws IOException {
        send("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool
                + "\",\"arguments\":" + arguments + "}}");
    }

    JsonNode receive() throws IOException, InterruptedException {
        return JSON.readTree(fromServer.take());
    }

    void hangUp() throws IOException {
        toServer.close();
    }

    /// A pipe minds when a thread that has written to it is gone.
    private final class Answers extends ByteArrayOutputStream {

        @Override
        public void flush() {
            fromServer.add(toString(StandardCharsets.UTF_8));
            reset();
        }
    }

    @Override
    public void close() throws IOException {
        server.stop();
        toServer.close();
    }
}
