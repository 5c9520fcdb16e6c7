package dev.kugetsu.worktrees.jgit;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.Config;

/// Checks a repository's configuration for what JGit does not know or does otherwise.
final class ConfigurationCheck {

    /// Extensions that change nothing for us, and the only value that they may have.
    private static final Map<String, String> HARMLESS_EXTENSIONS =
            Map.of("noop", "", "objectformat", "sha1", "refstorage", "files");

    private ConfigurationCheck() {}

    static Optional<String> findReason(Config config) {
        for (String name : config.getNames("extensions", null, true)) {
            String value = config.getString("extensions", null, name);
            String harmless = HARMLESS_EXTENSIONS.get(name.toLowerCase(Locale.ROOT));
            if (harmless == null || !(harmless.isEmpty() || harmless.equalsIgnoreCase(value))) {
                return Optional.of("extensions.%s is %s".formatted(name, value));
            }
        }
        for (String remote : config.getSubsections("remote")) {
            if (config.getBoolean("remote", remote, "promisor", false)) {
                return Optional.of("the remote %s keeps objects back (partial clone)".formatted(remote));
            }
        }
        for (String section : config.getSections()) {
            if (section.equalsIgnoreCase("includeif")) {
                return Optional.of("the configuration has a conditional include");
            }
        }
        return firstSet(config, "core", "sparseCheckout", "splitIndex", "ignoreCase", "protectHFS")
                .or(() -> firstSet(config, "index", "sparse"))
                .or(() -> firstUnset(config, "fileMode", "symlinks"));
    }

    private static Optional<String> firstSet(Config config, String section, String... names) {
        for (String name : names) {
            if (config.getBoolean(section, name, false)) {
                return Optional.of("%s.%s is set".formatted(section, name));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> firstUnset(Config config, String... names) {
        for (String name : names) {
            if (!config.getBoolean("core", name, true)) {
                return Optional.of("core.%s is false".formatted(name));
            }
        }
        return Optional.empty();
    }
}
