package dev.kugetsu.adapters.opencode;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kugetsu.adapters.Usage;

/// What one step has spent.
///
/// opencode 1.18: `input` is without what was read from or written to a cache, `output` is without reasoning.
final class StepUsage {

    private StepUsage() {}

    static Usage read(JsonNode part) {
        JsonNode tokens = part.path("tokens");
        JsonNode cache = tokens.path("cache");
        return new Usage(
                tokens.path("input").asLong()
                        + cache.path("read").asLong()
                        + cache.path("write").asLong(),
                tokens.path("output").asLong() + tokens.path("reasoning").asLong(),
                part.path("cost").decimalValue());
    }
}
