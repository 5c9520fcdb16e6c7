package dev.kugetsu.worktrees.jgit;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Checks names of files: Java knows them as text, git as bytes.
final class NameCheck {

    private NameCheck() {}

    static Optional<String> findReason(byte[] name) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(name));
            return Optional.empty();
        } catch (CharacterCodingException e) {
            String shown = new String(name, StandardCharsets.ISO_8859_1);
            return Optional.of("the name %s is not UTF-8".formatted(shown));
        }
    }
}
