package dev.kugetsu.supervisor.api;

import dev.kugetsu.supervisor.Changes.Subscription;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/// What a reader of a stream gets, as server-sent events.
///
/// @param frame writes one element as an event, with its cursor as id
record EventStream(Subscription<?> subscription, Function<Object, String> frame) implements AutoCloseable {

    /// Keeps connections open, and shows which are not: who is gone is noticed by writing alone.
    static final Duration HEARTBEAT = Duration.ofSeconds(15);

    static <T> EventStream of(Subscription<T> subscription, Function<T, String> frame) {
        @SuppressWarnings("unchecked")
        Function<Object, String> any = element -> frame.apply((T) element);
        return new EventStream(subscription, any);
    }

    /// What comes next; a heartbeat when nothing has come for a while, empty when it is over.
    String take() throws InterruptedException {
        List<?> batch = subscription.take(HEARTBEAT);
        if (batch.isEmpty()) {
            return subscription.isOver() ? "" : ": still here\n\n";
        }
        StringBuilder text = new StringBuilder();
        batch.forEach(element -> text.append(frame.apply(element)));
        return text.toString();
    }

    boolean isOver() {
        return subscription.isOver();
    }

    @Override
    public void close() {
        subscription.close();
    }

    /// An event; its data is on one line, as our JSON is.
    static String event(String id, String name, String data) {
        return "id: " + id + "\nevent: " + name + "\ndata: " + data + "\n\n";
    }

    static String event(String name, String data) {
        return "event: " + name + "\ndata: " + data + "\n\n";
    }
}
