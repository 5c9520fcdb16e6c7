package dev.kugetsu.cli.output;

import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.KugetsuException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Copies a file that may still grow, byte by byte; only a terminal gets it without control characters.
public final class RawCopy implements AutoCloseable {

    private static final int CHUNK_BYTES = 64 * 1024;

    private final FileChannel file;
    private final InputStream source;
    private final Channel out;

    private RawCopy(FileChannel file, Channel out) {
        this.file = file;
        this.source = Channels.newInputStream(file);
        this.out = out;
    }

    public static RawCopy open(Path file, Channel out) {
        try {
            return new RawCopy(FileChannel.open(file, StandardOpenOption.READ), out);
        } catch (NoSuchFileException e) {
            throw new KugetsuException(
                    Kind.NOT_FOUND, "there is no output at " + file + "; the turn has not been launched", null, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Copies what has been added since the last call; of a file that has begun anew, all.
    public void advance() {
        try {
            if (file.size() < file.position()) {
                file.position(0);
            }
            byte[] chunk = source.readNBytes(CHUNK_BYTES);
            while (chunk.length > 0 && write(chunk)) {
                chunk = source.readNBytes(CHUNK_BYTES);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Answers whether anybody still reads; what could not be written is remembered by the stream itself.
    private boolean write(byte[] chunk) {
        try {
            copy(chunk);
        } catch (IOException nobodyReads) {
            return false;
        }
        return !out.isBroken();
    }

    private void copy(byte[] chunk) throws IOException {
        switch (out.kind()) {
            case TERMINAL -> out.writer().print(TerminalText.clean(new String(chunk, StandardCharsets.UTF_8)));
            case ELSEWHERE -> out.bytes().write(chunk, 0, chunk.length);
        }
        out.writer().flush();
    }

    @Override
    public void close() {
        try {
            source.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
