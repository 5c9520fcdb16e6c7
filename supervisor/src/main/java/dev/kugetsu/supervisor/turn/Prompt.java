package dev.kugetsu.supervisor.turn;

import dev.kugetsu.adapters.TurnFolder;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.home.OwnFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/// The file that holds what an agent is asked.
final class Prompt {

    private Prompt() {}

    /// Makes the folder and writes the file; when this returns, both outlive a power cut.
    static void write(TurnFolder folder, String text) throws IOException {
        OwnFiles.makeFolder(folder.path());
        OwnFiles.makeFile(folder.prompt());
        try (FileChannel file =
                FileChannel.open(folder.prompt(), StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            file.force(true);
        }
        force(folder.path());
        force(Objects.requireNonNull(folder.path().getParent()));
    }

    private static void force(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /// An agent that is asked nothing would do anything.
    ///
    /// @throws KugetsuException `FAILED` when the prompt is lost, as after a power cut
    static void require(TurnContext context) {
        Path file = context.folder().prompt();
        try {
            if (!Files.readString(file).isBlank()) {
                return;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the prompt cannot be read: " + file, e);
        }
        throw new KugetsuException(
                KugetsuException.Kind.FAILED,
                "the prompt of turn " + context.turn().turnId() + " is lost: " + file + " is empty; nothing was run",
                "give the prompt again");
    }
}
