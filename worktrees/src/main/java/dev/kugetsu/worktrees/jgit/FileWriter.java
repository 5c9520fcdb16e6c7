package dev.kugetsu.worktrees.jgit;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.eclipse.jgit.dircache.DirCacheCheckout;
import org.eclipse.jgit.dircache.DirCacheCheckout.CheckoutMetadata;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.CoreConfig.EolStreamType;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.WorkingTreeOptions;

/// Writes a few files of a checkout; for one thread.
final class FileWriter {

    private static final Set<StandardOpenOption> NEW = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    // The umask takes away what the user does not want, as it does for git.
    private static final FileAttribute<?> PLAIN = permissions("rw-rw-rw-");
    private static final FileAttribute<?> EXECUTABLE = permissions("rwxrwxrwx");

    private final Repository repository;
    private final Path directory;
    private final WorkingTreeOptions options;

    FileWriter(Repository repository, Path directory) {
        this.repository = repository;
        this.directory = directory;
        this.options = repository.getConfig().get(WorkingTreeOptions.KEY);
    }

    List<IndexFile.Entry> write(List<FileToWrite> files) throws IOException {
        List<IndexFile.Entry> written = new ArrayList<>(files.size());
        try (ObjectReader reader = repository.newObjectReader()) {
            for (FileToWrite file : files) {
                Path target = directory.resolve(file.path());
                ObjectLoader content = reader.open(file.objectId(), Constants.OBJ_BLOB);
                if (FileMode.SYMLINK.equals(file.mode())) {
                    String link = new String(content.getBytes(), StandardCharsets.UTF_8);
                    Files.createSymbolicLink(target, Path.of(link));
                } else {
                    write(file, content, target);
                }
                written.add(new IndexFile.Entry(file, StatData.of(target)));
            }
        }
        return written;
    }

    private void write(FileToWrite file, ObjectLoader content, Path target) throws IOException {
        var permissions = FileMode.EXECUTABLE_FILE.equals(file.mode()) ? EXECUTABLE : PLAIN;
        try (OutputStream out = Channels.newOutputStream(Files.newByteChannel(target, NEW, permissions))) {
            if (file.lineEnds() == EolStreamType.DIRECT) {
                content.copyTo(out);
            } else {
                var conversion = new CheckoutMetadata(file.lineEnds(), null);
                DirCacheCheckout.getContent(repository, file.path(), conversion, content, options, out);
            }
        }
    }

    private static FileAttribute<?> permissions(String text) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text));
    }
}
