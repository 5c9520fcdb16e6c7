package dev.kugetsu.supervisor.config;

import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.KugetsuException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The user's own configuration file.
public record HomeFile(Path path, String content) {

    /// Its name in the home of kugetsu.
    public static final String NAME = "config.toml";

    /// Reads the file of a home, or empty when there is none.
    ///
    /// @throws KugetsuException `UNAVAILABLE` when it is there and cannot be read, `INVALID_INPUT` when it is
    ///   too large
    /// or no text
    public static Optional<HomeFile> read(Path home) {
        Path path = home.resolve(NAME);
        if (Files.notExists(path, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        if (!Files.isRegularFile(path)) {
            throw unreadable(path, "it is no file, or a link that leads to none, or its folder is closed", null);
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(TomlDocument.LARGEST_BYTES + 1);
            if (bytes.length > TomlDocument.LARGEST_BYTES) {
                throw TomlDocument.tooLarge(path.toString());
            }
            String content = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return Optional.of(new HomeFile(path, content));
        } catch (CharacterCodingException notText) {
            throw new KugetsuException(
                    Kind.INVALID_INPUT, path + " is not UTF-8 text", "save it with that encoding", notText);
        } catch (IOException failed) {
            throw unreadable(path, failed.toString(), failed);
        }
    }

    private static KugetsuException unreadable(Path path, String why, @Nullable IOException cause) {
        return new KugetsuException(
                Kind.UNAVAILABLE, path + " cannot be read: " + why, "make it a readable file, or remove it", cause);
    }
}
