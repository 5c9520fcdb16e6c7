package dev.kugetsu.adapters.command;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.kugetsu.adapters.Usage;
import dev.kugetsu.adapters.command.CommandOutput.UsagePointers;
import dev.kugetsu.adapters.process.ParserMemory;
import java.math.BigDecimal;
import java.util.Optional;

/// Finds out from the reports of a turn what was spent from one to the next. Not thread-safe.
final class UsageReports {

    private static final String LAST = "last_report";

    private final UsagePointers pointers;
    private Optional<Usage> last;

    /// @param before what the first report goes on from; empty when that is not known
    UsageReports(UsagePointers pointers, Optional<Usage> before) {
        this.pointers = pointers;
        this.last = before;
    }

    /// What was spent since the report before; empty when the line is no report, or when that cannot be told.
    Optional<Usage> read(JsonNode line) {
        Optional<BigDecimal> input = number(line, pointers.inputTokens());
        Optional<BigDecimal> output = number(line, pointers.outputTokens());
        Optional<BigDecimal> cost = number(line, pointers.costUsd());
        if (input.isEmpty() && output.isEmpty() && cost.isEmpty()) {
            return Optional.empty();
        }
        Usage report = new Usage(
                input.orElse(BigDecimal.ZERO).longValue(),
                output.orElse(BigDecimal.ZERO).longValue(),
                cost.orElse(BigDecimal.ZERO));
        Optional<Usage> before = last;
        last = Optional.of(report);
        return switch (pointers.counting()) {
            case ADDED_UP -> last;
            case LAST_COUNTS -> before.map(earlier -> difference(report, earlier));
            case SESSION_TOTAL ->
                before.map(earlier -> isBelow(report, earlier) ? report : difference(report, earlier));
        };
    }

    /// The last report, or what the first one is to go on from.
    Optional<Usage> last() {
        return last;
    }

    void write(ParserMemory memory) {
        last.ifPresent(report -> memory.put(LAST, report));
    }

    void read(ParserMemory memory) {
        last = memory.findUsage(LAST);
    }

    /// Then the program has begun to count anew.
    private static boolean isBelow(Usage report, Usage earlier) {
        return report.inputTokens() < earlier.inputTokens()
                || report.outputTokens() < earlier.outputTokens()
                || report.costUsd().compareTo(earlier.costUsd()) < 0;
    }

    private static Usage difference(Usage report, Usage earlier) {
        return new Usage(
                report.inputTokens() - earlier.inputTokens(),
                report.outputTokens() - earlier.outputTokens(),
                report.costUsd().subtract(earlier.costUsd()));
    }

    /// Also of a text that holds a number.
    private static Optional<BigDecimal> number(JsonNode line, JsonPointer pointer) {
        try {
            return JsonLinesParser.text(line, pointer).map(BigDecimal::new);
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }
}
