package dev.kugetsu.supervisor.api;

import dev.kugetsu.supervisor.api.Operation.Value;
import dev.kugetsu.supervisor.json.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Writes answers, in each of the forms that they have.
final class HttpOutput {

    private HttpOutput() {}

    static void text(String text, Response response, Callback callback) {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain;charset=utf-8");
        response.write(true, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), callback);
    }

    static void write(Value value, int status, Object result, Response response, Callback callback) {
        response.setStatus(status);
        switch (value.shape()) {
            case OBJECT, ARRAY -> json(Json.of(result), response, callback);
            case NOTHING -> callback.succeeded();
        }
    }

    static void write(EventStream events, Response response, Callback callback)
            throws IOException, InterruptedException {
        response.setStatus(200);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream");
        send(response, ": kugetsu\n\n");
        while (!events.isOver()) {
            send(response, events.take());
        }
        callback.succeeded();
    }

    private static void send(Response response, String text) throws IOException {
        if (!text.isEmpty()) {
            Content.Sink.write(response, false, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        }
    }

    static void fail(HttpFailure failure, String id, Response response, Callback callback) {
        if (response.isCommitted()) {
            callback.failed(failure);
            return;
        }
        response.setStatus(failure.status());
        failure.headers().forEach((name, value) -> response.getHeaders().put(name, value));
        json(Json.of(failure.body(id)), response, callback);
    }

    static void json(String json, Response response, Callback callback) {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.write(true, ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8)), callback);
    }
}
