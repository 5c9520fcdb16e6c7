package dev.kugetsu.cli.convert;

import dev.kugetsu.adapters.PermissionRule;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads `permission:pattern`, or `permission` alone.
public final class PermissionConverter implements ITypeConverter<PermissionRule> {

    @Override
    public PermissionRule convert(String text) {
        try {
            return PermissionRule.allow(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(
                    "'" + text + "' is not a permission such as external_directory:/tmp/* or bash");
        }
    }
}
