package dev.kugetsu.worktrees.jgit;

import dev.kugetsu.worktrees.plumbing.LinkedWorktree;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.TreeWalk.OperationType;
import org.eclipse.jgit.util.SystemReader;

/// Fills an empty worktree from a tree with several threads, then writes its index.
///
/// JGit's own `DirCacheCheckout` does it with one thread and a rename for each file; an empty folder needs
/// neither.
final class ParallelCheckout {

    private static final int CHUNK = 256;
    private static final int MOST_THREADS = 8;

    private final Repository repository;
    private final LinkedWorktree worktree;
    private final Set<String> folders = new HashSet<>();

    ParallelCheckout(Repository repository, LinkedWorktree worktree) {
        this.repository = repository;
        this.worktree = worktree;
    }

    void checkOut(ObjectId tree) throws IOException {
        List<FileToWrite> files = plan(tree);
        int threads = Math.min(MOST_THREADS, 2 * Runtime.getRuntime().availableProcessors());
        List<IndexFile.Entry> written = new ArrayList<>(files.size());
        try (ExecutorService pool = Executors.newFixedThreadPool(
                threads, Thread.ofVirtual().name("checkout-", 0).factory())) {
            List<Future<List<IndexFile.Entry>>> chunks = new ArrayList<>();
            for (int start = 0; start < files.size(); start += CHUNK) {
                List<FileToWrite> chunk = files.subList(start, Math.min(start + CHUNK, files.size()));
                chunks.add(pool.submit(() -> new FileWriter(repository, worktree.directory()).write(chunk)));
            }
            try {
                for (Future<List<IndexFile.Entry>> chunk : chunks) {
                    written.addAll(await(chunk));
                }
            } catch (IOException | RuntimeException e) {
                pool.shutdownNow();
                throw e;
            }
        }
        IndexFile.write(worktree.administration().resolve("index"), written);
    }

    /// Lists the files in git's order and makes their folders.
    private List<FileToWrite> plan(ObjectId tree) throws IOException {
        List<FileToWrite> files = new ArrayList<>();
        try (TreeWalk walk = new TreeWalk(repository)) {
            walk.setOperationType(OperationType.CHECKOUT_OP);
            walk.addTree(tree);
            walk.setRecursive(true);
            while (walk.next()) {
                String path = walk.getPathString();
                SystemReader.getInstance().checkPath(path);
                makeFolderOf(path);
                files.add(new FileToWrite(
                        path,
                        walk.getFileMode(0),
                        walk.getObjectId(0),
                        walk.getEolStreamType(OperationType.CHECKOUT_OP)));
            }
        }
        return files;
    }

    /// A folder is made, never found: a link in its place cannot lead us out of the worktree.
    private void makeFolderOf(String path) throws IOException {
        int slash = path.lastIndexOf('/');
        if (slash > 0 && folders.add(path.substring(0, slash))) {
            String folder = path.substring(0, slash);
            makeFolderOf(folder);
            Path absolute = worktree.directory().resolve(folder);
            Files.createDirectory(absolute);
        }
    }

    private static <T> T await(Future<T> future) throws IOException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IOException("a file could not be checked out", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while checking files out");
        }
    }
}
