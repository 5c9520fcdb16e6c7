package dev.kugetsu.supervisor.mcp;

import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpServerSession;
import io.modelcontextprotocol.spec.McpServerTransport;
import io.modelcontextprotocol.spec.McpServerTransportProvider;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/// The protocol over two streams, one message on each line. Unlike that of the SDK (2.1.0), a request that
/// waits keeps no other waiting, what cannot be read is answered instead of ending everything, and no message
/// may be as large as it likes.
final class StdioLink implements McpServerTransportProvider, McpServerTransport {

    private static final Logger log = LoggerFactory.getLogger(StdioLink.class);

    private final MessageReader input;
    private final OutputStream output;
    private final Guest guest;
    private final Consumer<Optional<String>> arrival;
    private final RunningRequests running = new RunningRequests();
    private final ReentrantLock writing = new ReentrantLock();
    private @Nullable McpServerSession session;

    /// @param arrival is told, once the client has said hello, what it calls itself; must not block
    StdioLink(InputStream input, OutputStream output, Guest guest, Consumer<Optional<String>> arrival) {
        this.input = new MessageReader(input, Protocol.LARGEST_MESSAGE);
        this.output = output;
        this.guest = guest;
        this.arrival = arrival;
    }

    @Override
    public List<String> protocolVersions() {
        return Protocol.VERSIONS;
    }

    @Override
    public void setSessionFactory(McpServerSession.Factory factory) {
        session = factory.create(this);
    }

    /// Answers until there is nothing more to read, or nobody reads.
    void serve() throws IOException {
        while (true) {
            switch (input.next()) {
                case MessageReader.Reading.Message(String text) -> take(text);
                case MessageReader.Reading.TooLong() ->
                    write(Messages.error(
                            ErrorCodes.INVALID_REQUEST,
                            "a message may have " + Protocol.LARGEST_MESSAGE + " bytes at most"));
                case MessageReader.Reading.End() -> {
                    return;
                }
            }
        }
    }

    private void take(String line) throws IOException {
        if (line.isBlank()) {
            return;
        }
        try {
            take(Messages.parse(line));
        } catch (Messages.Unreadable e) {
            write(e.answer());
        }
    }

    /// Nothing is ever asked of the client, so that it has nothing to answer.
    private void take(JSONRPCMessage message) {
        switch (message) {
            case JSONRPCRequest request
            when Messages.isInitialize(request) -> {
                arrival.accept(Messages.client(request));
                handle(request);
            }
            case JSONRPCRequest request -> begin(request);
            case JSONRPCNotification notification when Messages.isInitialized(notification) -> handle(notification);
            case JSONRPCNotification notification ->
                Messages.cancelled(notification).ifPresent(running::cancel);
            default -> log.debug("an answer to nothing");
        }
    }

    private void begin(JSONRPCRequest request) {
        Thread thread = Thread.ofVirtual().name("mcp-" + request.id()).unstarted(() -> answer(request));
        if (running.begin(request, thread)) {
            thread.start();
        } else {
            send(Messages.busy(request.id()));
        }
    }

    private void answer(JSONRPCRequest request) {
        try {
            handle(request);
        } catch (RuntimeException e) {
            log.warn("request {} of the client, {}, got no answer", request.id(), request.method(), e);
        } finally {
            running.end(request.id());
        }
    }

    private void handle(JSONRPCMessage message) {
        Objects.requireNonNull(session)
                .handle(message)
                .contextWrite(context -> context.put(McpTransportContext.KEY, guest.context()))
                .block();
    }

    @Override
    public Mono<Void> sendMessage(JSONRPCMessage message) {
        return Mono.fromRunnable(() -> send(message));
    }

    private void send(JSONRPCMessage message) {
        boolean isWanted = !(message instanceof JSONRPCResponse response) || running.isWanted(response.id());
        if (isWanted) {
            try {
                write(Messages.json(message));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void write(String message) throws IOException {
        writing.lock();
        try {
            output.write((message + "\n").getBytes(StandardCharsets.UTF_8));
            output.flush();
        } finally {
            writing.unlock();
        }
    }

    /// Blocks until all that was asked has been answered, or the time is over.
    void awaitAnswers(Duration patience) throws InterruptedException {
        running.awaitEnd(patience);
    }

    @Override
    public Mono<Void> notifyClients(String method, Object params) {
        return Objects.requireNonNull(session).sendNotification(method, params);
    }

    @Override
    public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
        return Protocol.json().convertValue(data, type);
    }

    @Override
    public Mono<Void> closeGracefully() {
        return Mono.fromRunnable(this::close);
    }

    @Override
    public void close() {
        running.cancelAll();
    }
}
