package dev.kugetsu.worktrees.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.util.RawParseUtils;
import org.jspecify.annotations.Nullable;

/// A repository's configuration as its file is now, with what it includes. JGit's own reader of files keeps watch over
/// times, for which JGit sets itself up in the process: that takes longer than everything else that a small command
/// does.
final class PlainConfig extends Config {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final Path file;

    private PlainConfig(Path file) {
        this.file = file;
    }

    /// A file that is not there is an empty one.
    ///
    /// @throws ConfigInvalidException for what git could not read either
    static Config read(Path file) throws IOException, ConfigInvalidException {
        PlainConfig config = new PlainConfig(file);
        byte[] content = contentOf(file);
        if (content != null) {
            String text = RawParseUtils.decode(content);
            config.fromText(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
        }
        return config;
    }

    @Override
    protected byte @Nullable [] readIncludedConfig(String path) throws ConfigInvalidException {
        try {
            return contentOf(
                    path.startsWith("~/")
                            ? Path.of(System.getProperty("user.home"), path.substring(2))
                            : file.resolveSibling(path));
        } catch (IOException e) {
            throw new ConfigInvalidException("%s, which it includes, cannot be read: %s".formatted(path, e), e);
        }
    }

    private static byte @Nullable [] contentOf(Path path) throws IOException {
        return Files.exists(path) ? Files.readAllBytes(path) : null;
    }
}
