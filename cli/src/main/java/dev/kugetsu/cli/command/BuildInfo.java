package dev.kugetsu.cli.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;

/// What the build knew of itself.
///
/// @param commit empty when the build was not told
public record BuildInfo(String version, Optional<String> commit) {

    public static BuildInfo read() {
        Properties properties = new Properties();
        try (InputStream resource = BuildInfo.class.getResourceAsStream("/dev/kugetsu/cli/build.properties")) {
            properties.load(Objects.requireNonNull(resource, "build.properties"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new BuildInfo(
                properties.getProperty("version", ""),
                Optional.of(properties.getProperty("commit", "")).filter(commit -> !commit.isBlank()));
    }

    @Override
    public String toString() {
        return version + commit.map(id -> " (" + id + ")").orElse("");
    }
}
