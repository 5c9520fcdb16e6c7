package dev.kugetsu.adapters.process;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kugetsu.adapters.Failure;
import dev.kugetsu.adapters.Usage;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a parser has understood, as one JSON object that another of the same kind takes over. Not thread-safe.
///
/// Whoever reads what was not written gets an `IllegalArgumentException`.
public final class ParserMemory {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String KIND = "kind";

    private final ObjectNode values;

    private ParserMemory(ObjectNode values) {
        this.values = values;
    }

    /// An empty one.
    ///
    /// @param kind which parser, with a number that changes when it remembers something else
    public static ParserMemory of(String kind) {
        return new ParserMemory(JSON.createObjectNode().put(KIND, kind));
    }

    /// Reads what {@link #text()} has given.
    ///
    /// @throws IllegalArgumentException when another kind of parser has written it
    public static ParserMemory parse(String kind, String text) {
        try {
            if (JSON.readTree(text) instanceof ObjectNode values
                    && values.path(KIND).asText().equals(kind)) {
                return new ParserMemory(values);
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not the memory of a parser", e);
        }
        throw new IllegalArgumentException("not the memory of a parser of the kind " + kind);
    }

    public String text() {
        return values.toString();
    }

    public ParserMemory put(String name, String value) {
        values.put(name, value);
        return this;
    }

    public ParserMemory put(String name, Optional<String> value) {
        value.ifPresent(present -> values.put(name, present));
        return this;
    }

    public ParserMemory put(String name, List<String> list) {
        list.forEach(values.putArray(name)::add);
        return this;
    }

    public ParserMemory put(String name, Usage usage) {
        values.putObject(name)
                .put("input", usage.inputTokens())
                .put("output", usage.outputTokens())
                .put("cost", usage.costUsd().toString());
        return this;
    }

    public ParserMemory putFailure(String name, Optional<Failure> value) {
        value.ifPresent(failure -> {
            ObjectNode object =
                    values.putObject(name).put("kind", failure.kind().name()).put("message", failure.message());
            failure.retryAt().ifPresent(at -> object.put("retry_at", at.toString()));
        });
        return this;
    }

    public ParserMemory put(TurnTally tally) {
        tally.write(this);
        return this;
    }

    public String text(String name) {
        return text(values, name);
    }

    public Optional<String> find(String name) {
        return values.has(name) ? Optional.of(text(name)) : Optional.empty();
    }

    public List<String> list(String name) {
        return values.path(name).valueStream().map(JsonNode::asText).toList();
    }

    public Usage usage(String name) {
        JsonNode usage = values.path(name);
        return new Usage(
                usage.path("input").asLong(), usage.path("output").asLong(), new BigDecimal(text(usage, "cost")));
    }

    public Optional<Usage> findUsage(String name) {
        return values.has(name) ? Optional.of(usage(name)) : Optional.empty();
    }

    public Optional<Failure> findFailure(String name) {
        JsonNode failure = values.path(name);
        if (failure.isMissingNode()) {
            return Optional.empty();
        }
        Optional<Instant> retryAt =
                failure.has("retry_at") ? Optional.of(Instant.parse(text(failure, "retry_at"))) : Optional.empty();
        return Optional.of(new Failure(Failure.Kind.valueOf(text(failure, "kind")), text(failure, "message"), retryAt));
    }

    public void read(TurnTally tally) {
        tally.read(this);
    }

    private static String text(JsonNode object, String name) {
        JsonNode value = object.path(name);
        if (!value.isTextual()) {
            throw new IllegalArgumentException("the memory of a parser holds no '" + name + "'");
        }
        return value.asText();
    }
}
