package dev.kugetsu.worktrees.jgit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.Config;

/// Checks attribute files for conversions that JGit does not do, or does otherwise than git when they fail.
final class AttributesCheck {

    private static final Pattern CONVERSION =
            Pattern.compile("(?m)^[^#\\n]*?\\s(working-tree-encoding|ident|crlf|filter)(?:=(\\S+))?(?=\\s|$)");

    private final Config config;

    AttributesCheck(Config config) {
        this.config = config;
    }

    Optional<String> findReason(String where, byte[] attributes) {
        Matcher conversion = CONVERSION.matcher(new String(attributes, StandardCharsets.UTF_8));
        while (conversion.find()) {
            String name = conversion.group(1);
            if (!name.equals("filter") || isConfigured(conversion.group(2))) {
                return Optional.of("%s sets the attribute %s".formatted(where, name));
            }
        }
        return Optional.empty();
    }

    Optional<String> findReason(Path file) throws IOException {
        return Files.isRegularFile(file) ? findReason(file.toString(), Files.readAllBytes(file)) : Optional.empty();
    }

    /// A filter that has no program configured does nothing, in git as in JGit.
    private boolean isConfigured(String filter) {
        return filter == null || !config.getNames("filter", filter, true).isEmpty();
    }
}
