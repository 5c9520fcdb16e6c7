package dev.kugetsu.supervisor.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kugetsu.adapters.PermissionRule;
import dev.kugetsu.adapters.PermissionRule.Action;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The kinds of values that settings have.
final class ValueTypes {

    /// Harnesses are told apart by it on command lines, in rows and in file names.
    static final Pattern HARNESS_NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");

    /// Neither an option of the program that it is handed to, nor two words.
    private static final Pattern WORD = Pattern.compile("[^-\\s]\\S{0,199}");

    /// What fits into the billionths of a dollar that rows hold, with much room. No `BigDecimal`: what Java 25 computes
    /// when it meets the first one takes longer than to resolve all settings.
    private static final long MOST_USD = 1_000_000_000;

    private static final Pattern REVISION = Pattern.compile("(?!.*\\.\\.)[^-\\s:?*\\[\\\\][^\\s:?*\\[\\\\]{0,199}");

    static final ValueType<String> HARNESS = text("harness name", HARNESS_NAME, "a name such as opencode or my-agent");
    static final ValueType<String> MODEL = text("text", WORD, "a model such as provider/name");
    static final ValueType<String> REVISION_TEXT =
            text("revision", REVISION, "one commit such as main, origin/develop, v1.2 or 1a2b3c4");
    static final ValueType<String> PROGRAM = text(
            "program", Pattern.compile("/[^\\x00]+|[^-/\\s][^/\\s]*"), "a name found by PATH, or an absolute path");

    static final ValueType<BranchTemplate> BRANCH = new ValueType<>(
            "branch template",
            ValueType.Notation.TEXT,
            value -> new BranchTemplate(textOf(value, BranchTemplate.ACCEPTED)),
            BranchTemplate::text);

    static final ValueType<Duration> DURATION = new ValueType<>(
            "duration",
            ValueType.Notation.TEXT,
            value -> DurationText.parse(textOf(value, DurationText.ACCEPTED)),
            DurationText::format);

    static final ValueType<Long> SIZE = new ValueType<>(
            "size",
            ValueType.Notation.TEXT,
            value -> SizeText.parse(textOf(value, SizeText.ACCEPTED)),
            SizeText::format);

    static final ValueType<BigDecimal> USD =
            new ValueType<>("amount", ValueType.Notation.NUMBER, ValueTypes::usd, BigDecimal::toPlainString);

    static final ValueType<Long> TOKENS =
            new ValueType<>("number", ValueType.Notation.NUMBER, ValueTypes::tokens, tokens -> Long.toString(tokens));

    static final ValueType<Boolean> YES_OR_NO = new ValueType<>(
            "true or false",
            ValueType.Notation.YES_OR_NO,
            value -> {
                if (!value.isBoolean()) {
                    throw isNot(value, "true or false");
                }
                return value.booleanValue();
            },
            answer -> Boolean.toString(answer));

    static final ValueType<SetupCommand> COMMAND = new ValueType<>(
            "text, or list of words", ValueType.Notation.TEXT, SetupCommand::read, SetupCommand::toString);

    static final ValueType<List<PermissionRule>> ALLOW = rules(Action.ALLOW);
    static final ValueType<List<PermissionRule>> DENY = rules(Action.DENY);

    private ValueTypes() {}

    /// A whole number from 1 to a limit.
    static ValueType<Integer> count(int most) {
        return number(1, most);
    }

    /// A whole number between two limits, both included.
    static ValueType<Integer> number(int least, int most) {
        String accepted = "a whole number from " + least + " to " + most;
        return new ValueType<>(
                "number",
                ValueType.Notation.NUMBER,
                value -> {
                    if (!value.isIntegralNumber() || !value.canConvertToInt()) {
                        throw isNot(value, accepted);
                    }
                    int number = value.intValue();
                    if (number < least || number > most) {
                        throw isNot(value, accepted);
                    }
                    return number;
                },
                number -> Integer.toString(number));
    }

    private static BigDecimal usd(JsonNode value) {
        if (!value.isNumber()
                || value.decimalValue().signum() <= 0
                || value.decimalValue().compareTo(BigDecimal.valueOf(MOST_USD)) > 0) {
            throw isNot(value, "an amount of US dollars such as 12.5");
        }
        return value.decimalValue().stripTrailingZeros();
    }

    private static long tokens(JsonNode value) {
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 1) {
            throw isNot(value, "a number of tokens such as 5000000");
        }
        return value.longValue();
    }

    /// The texts of a list that has at least one, each with something visible in it.
    static List<String> textsOf(JsonNode value, String accepted) {
        List<String> texts = new ArrayList<>();
        for (JsonNode element : value) {
            if (isText(element)) {
                texts.add(element.textValue());
            }
        }
        if (!value.isArray() || value.isEmpty() || texts.size() < value.size()) {
            throw isNot(value, accepted);
        }
        return List.copyOf(texts);
    }

    /// The text of a value, which has something in it and no character that would end it early.
    static String textOf(JsonNode value, String accepted) {
        if (!isText(value)) {
            throw isNot(value, accepted);
        }
        return value.textValue();
    }

    private static boolean isText(JsonNode value) {
        return value.isTextual()
                && !value.textValue().isBlank()
                && value.textValue().indexOf('\0') < 0;
    }

    static IllegalArgumentException isNot(JsonNode value, String accepted) {
        return new IllegalArgumentException(Printable.quote(value) + " is not " + accepted);
    }

    private static ValueType<String> text(String name, Pattern form, String accepted) {
        return new ValueType<>(
                name,
                ValueType.Notation.TEXT,
                value -> {
                    String text = textOf(value, accepted);
                    if (!form.matcher(text).matches() || !text.codePoints().allMatch(Printable::isVisible)) {
                        throw isNot(value, accepted);
                    }
                    return text;
                },
                Function.identity());
    }

    private static ValueType<List<PermissionRule>> rules(Action action) {
        return new ValueType<>(
                "list of rules",
                ValueType.Notation.LIST,
                value -> textsOf(value, "a list of rules such as [\"external_directory:/tmp/*\"]").stream()
                        .map(text -> rule(text, action))
                        .toList(),
                rules -> rules.stream().map(PermissionRule::toString).collect(Collectors.joining(", ")));
    }

    private static PermissionRule rule(String text, Action action) {
        if (!text.codePoints().allMatch(Printable::isVisible)) {
            throw new IllegalArgumentException(Printable.quote(text) + " holds a character that cannot be seen");
        }
        PermissionRule rule;
        try {
            rule = PermissionRule.allow(text);
        } catch (IllegalArgumentException invalid) {
            throw new IllegalArgumentException(
                    Printable.quote(text) + " is not a rule such as external_directory:/tmp/*", invalid);
        }
        return new PermissionRule(rule.permission(), rule.pattern(), action);
    }
}
