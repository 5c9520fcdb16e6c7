package dev.kugetsu.cli.convert;

import dev.kugetsu.supervisor.SessionStatus;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads the status of a session as `list` writes it.
public final class StatusConverter implements ITypeConverter<SessionStatus> {

    @Override
    public SessionStatus convert(String text) {
        return Arrays.stream(SessionStatus.values())
                .filter(status -> name(status).equals(text))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("'" + text + "' is not a status; there are "
                        + Arrays.stream(SessionStatus.values())
                                .map(StatusConverter::name)
                                .collect(Collectors.joining(", "))));
    }

    private static String name(SessionStatus status) {
        return status.name().toLowerCase(Locale.ROOT);
    }
}
