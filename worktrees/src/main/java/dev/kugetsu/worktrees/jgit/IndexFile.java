package dev.kugetsu.worktrees.jgit;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import org.eclipse.jgit.lib.Constants;

/// Writes a new index of version 2 with full stat data, as described in gitformat-index(5).
final class IndexFile {

    /// One checked-out file.
    record Entry(FileToWrite file, StatData stat) {}

    private static final int FIXED_BYTES = 62;
    private static final int LONGEST_NAME = 0xfff;

    private IndexFile() {}

    /// @param entries in git's order, which is that of a tree walk
    static void write(Path index, List<Entry> entries) throws IOException {
        Path lock = index.resolveSibling(index.getFileName() + ".lock");
        MessageDigest digest = Constants.newMessageDigest();
        try (var file = Files.newOutputStream(lock, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                var buffer = new BufferedOutputStream(file, 1 << 16)) {
            DataOutputStream out = new DataOutputStream(new DigestOutputStream(buffer, digest));
            out.writeBytes("DIRC");
            out.writeInt(2);
            out.writeInt(entries.size());
            for (Entry entry : entries) {
                write(out, entry);
            }
            out.flush();
            buffer.write(digest.digest());
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(lock);
            throw e;
        }
        Files.move(lock, index, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void write(DataOutputStream out, Entry entry) throws IOException {
        StatData stat = entry.stat();
        byte[] path = entry.file().path().getBytes(StandardCharsets.UTF_8);
        writeTime(out, stat.changed());
        writeTime(out, stat.modified());
        out.writeInt((int) stat.device());
        out.writeInt((int) stat.inode());
        out.writeInt(entry.file().mode().getBits());
        out.writeInt(stat.user());
        out.writeInt(stat.group());
        out.writeInt((int) stat.size());
        entry.file().objectId().copyRawTo(out);
        out.writeShort(Math.min(path.length, LONGEST_NAME));
        out.write(path);
        // One to eight NULs, so that the next entry starts at a multiple of eight.
        out.write(new byte[8 - (FIXED_BYTES + path.length) % 8]);
    }

    private static void writeTime(DataOutputStream out, Instant time) throws IOException {
        out.writeInt((int) time.getEpochSecond());
        out.writeInt(time.getNano());
    }
}
