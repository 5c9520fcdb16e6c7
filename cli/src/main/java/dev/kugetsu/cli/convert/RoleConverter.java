package dev.kugetsu.cli.convert;

import dev.kugetsu.supervisor.SessionRole;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads the role of a session.
public final class RoleConverter implements ITypeConverter<SessionRole> {

    @Override
    public SessionRole convert(String text) {
        return Arrays.stream(SessionRole.values())
                .filter(role -> word(role).equals(text))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("'" + text + "' is not a role; there are "
                        + Arrays.stream(SessionRole.values())
                                .map(RoleConverter::word)
                                .collect(Collectors.joining(", "))));
    }

    private static String word(SessionRole role) {
        return role.name().toLowerCase(Locale.ROOT);
    }
}
