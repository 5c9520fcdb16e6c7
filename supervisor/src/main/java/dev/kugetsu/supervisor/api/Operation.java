package dev.kugetsu.supervisor.api;

import dev.kugetsu.supervisor.Supervisor;
import java.util.List;
import java.util.Optional;

/// One thing that can be asked of the API. Routes and documentation are made from it, so that neither can be
/// forgotten.
///
/// @param path a template such as `/api/v1/sessions/{session}`
/// @param body the record that the request carries
/// @param status what success answers
/// @param audience who may ask; what an agent may do with the rest is the affair of its scope
/// @param isWaiting whether it may keep whoever asks waiting for somebody else
record Operation(
        Verb verb,
        String path,
        String summary,
        List<Parameter> query,
        Optional<Class<? extends Record>> body,
        Answer answer,
        int status,
        Audience audience,
        boolean isWaiting) {

    Operation {
        query = List.copyOf(query);
    }

    /// What is done with a resource.
    enum Verb {
        GET,
        POST,
        PATCH,
        DELETE
    }

    /// Whether only the user may ask, or his agents too.
    enum Audience {
        USER,
        AGENTS_TOO
    }

    /// A parameter of the query.
    ///
    /// @param meaning one line
    record Parameter(String name, String meaning) {}

    /// How an operation answers.
    sealed interface Answer {}

    /// With a value that is written as JSON.
    ///
    /// @param type its record, or the type of its elements
    /// @param work what answers, on behalf of whoever asks
    record Value(Class<?> type, Shape shape, Work work) implements Answer {}

    /// With a stream of server-sent events.
    record Stream(Streaming streaming) implements Answer {}

    /// With a text that is neither, to a request whose body is handed on as it is.
    record Relay(Relaying relaying) implements Answer {}

    /// Whether an answer is one object, an array of them, or no JSON of ours.
    enum Shape {
        OBJECT,
        ARRAY,
        NOTHING
    }

    /// Does it.
    @FunctionalInterface
    interface Work {
        Object answer(Supervisor supervisor, Call call);
    }

    /// Opens a stream.
    @FunctionalInterface
    interface Streaming {
        EventStream open(Supervisor supervisor, Call call);
    }

    /// Answers with a text.
    @FunctionalInterface
    interface Relaying {
        String answer(Supervisor supervisor, Call call);
    }

    /// Done at once.
    Operation(
            Verb verb,
            String path,
            String summary,
            List<Parameter> query,
            Optional<Class<? extends Record>> body,
            Answer answer,
            int status,
            Audience audience) {
        this(verb, path, summary, query, body, answer, status, audience, false);
    }

    static Operation relay(String path, String summary, Relaying relaying) {
        return new Operation(
                Verb.POST, path, summary, List.of(), Optional.empty(), new Relay(relaying), 200, Audience.AGENTS_TOO);
    }

    static Operation get(String path, String summary, Class<?> type, Work work) {
        return new Operation(
                Verb.GET,
                path,
                summary,
                List.of(),
                Optional.empty(),
                new Value(type, Shape.OBJECT, work),
                200,
                Audience.AGENTS_TOO);
    }

    static Operation list(String path, String summary, Class<?> type, Work work) {
        return new Operation(
                Verb.GET,
                path,
                summary,
                List.of(),
                Optional.empty(),
                new Value(type, Shape.ARRAY, work),
                200,
                Audience.AGENTS_TOO);
    }

    static Operation stream(String path, String summary, Streaming streaming) {
        return new Operation(
                Verb.GET, path, summary, List.of(), Optional.empty(), new Stream(streaming), 200, Audience.AGENTS_TOO);
    }

    static Operation act(Verb verb, String path, String summary, Class<?> type, Work work) {
        return new Operation(
                verb,
                path,
                summary,
                List.of(),
                Optional.empty(),
                new Value(type, Shape.OBJECT, work),
                200,
                Audience.AGENTS_TOO);
    }

    /// Does something and has nothing to tell of it.
    static Operation silently(Verb verb, String path, String summary, Work work) {
        return new Operation(
                verb,
                path,
                summary,
                List.of(),
                Optional.empty(),
                new Value(Void.class, Shape.NOTHING, work),
                204,
                Audience.AGENTS_TOO);
    }

    Operation taking(Class<? extends Record> record) {
        return new Operation(verb, path, summary, query, Optional.of(record), answer, status, audience, isWaiting);
    }

    Operation asking(Parameter... parameters) {
        return new Operation(verb, path, summary, List.of(parameters), body, answer, status, audience, isWaiting);
    }

    /// Answers that it has been accepted and goes on.
    Operation accepted() {
        return new Operation(verb, path, summary, query, body, answer, 202, audience, isWaiting);
    }

    /// Not for agents, whatever their scope.
    Operation forUser() {
        return new Operation(verb, path, summary, query, body, answer, status, Audience.USER, isWaiting);
    }

    /// May keep whoever asks waiting for somebody else.
    Operation waiting() {
        return new Operation(verb, path, summary, query, body, answer, status, audience, true);
    }
}
