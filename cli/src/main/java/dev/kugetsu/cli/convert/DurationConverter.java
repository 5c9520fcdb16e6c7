package dev.kugetsu.cli.convert;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads `90m`, `2h30m`, `45s` or `1d`.
public final class DurationConverter implements ITypeConverter<Duration> {

    private static final Pattern FORM =
            Pattern.compile("(?:([0-9]{1,4})d)?(?:([0-9]{1,6})h)?(?:([0-9]{1,8})m)?(?:([0-9]{1,9})s)?");

    @Override
    public Duration convert(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches() || text.isEmpty()) {
            throw new TypeConversionException("'" + text + "' is not a duration such as 90m, 2h30m or 45s");
        }
        Duration duration = Duration.ofDays(number(form.group(1)))
                .plusHours(number(form.group(2)))
                .plusMinutes(number(form.group(3)))
                .plusSeconds(number(form.group(4)));
        if (duration.isZero()) {
            throw new TypeConversionException("'" + text + "' is no time at all; give at least 1s");
        }
        return duration;
    }

    private static long number(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
