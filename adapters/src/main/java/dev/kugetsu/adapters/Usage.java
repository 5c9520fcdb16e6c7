package dev.kugetsu.adapters;

import java.math.BigDecimal;

/// What a turn has spent, without anything that its base session spent before.
///
/// @param inputTokens tokens sent to the model, those read from a cache included
/// @param costUsd in US dollars, as the harness reckons
public record Usage(long inputTokens, long outputTokens, BigDecimal costUsd) {

    public static final Usage NONE = new Usage(0, 0, BigDecimal.ZERO);

    public Usage plus(Usage other) {
        return new Usage(
                inputTokens + other.inputTokens, outputTokens + other.outputTokens, costUsd.add(other.costUsd));
    }
}
