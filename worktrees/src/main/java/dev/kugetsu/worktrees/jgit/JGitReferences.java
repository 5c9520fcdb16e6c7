package dev.kugetsu.worktrees.jgit;

import dev.kugetsu.worktrees.plumbing.References;
import dev.kugetsu.worktrees.plumbing.StoredCommit;
import java.io.IOException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.RevisionSyntaxException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;

/// References through JGit, which takes and respects git's own lock files.
final class JGitReferences implements References {

    private final Repository repository;

    JGitReferences(Repository repository) {
        this.repository = repository;
    }

    @Override
    public Optional<String> findCommit(String revision) throws IOException {
        try {
            return Optional.ofNullable(repository.resolve(revision + "^{commit}"))
                    .map(ObjectId::name);
        } catch (RevisionSyntaxException | IncorrectObjectTypeException | MissingObjectException e) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<String> findTarget(String symbolicRef) throws IOException {
        Ref ref = repository.exactRef(symbolicRef);
        return ref != null && ref.isSymbolic() ? Optional.of(ref.getTarget().getName()) : Optional.empty();
    }

    @Override
    public SortedMap<String, String> list(String prefix) throws IOException {
        SortedMap<String, String> found = new TreeMap<>();
        for (Ref ref : repository.getRefDatabase().getRefsByPrefix(prefix)) {
            if (ref.getObjectId() != null) {
                found.put(ref.getName(), ref.getObjectId().name());
            }
        }
        return found;
    }

    @Override
    public Optional<String> findBlocking(String ref) throws IOException {
        return repository.getRefDatabase().getConflictingNames(ref).stream().findFirst();
    }

    @Override
    public boolean create(String ref, String commitId, String reason) throws IOException {
        return LockRetry.until(ref, () -> {
            RefUpdate update = newUpdate(ref);
            update.setExpectedOldObjectId(ObjectId.zeroId());
            update.setNewObjectId(ObjectId.fromString(commitId));
            update.setRefLogMessage(reason, false);
            return switch (update.update()) {
                case NEW -> Optional.of(true);
                case LOCK_FAILURE -> {
                    requireRoom(ref);
                    yield answerIf(repository.exactRef(ref) != null, false);
                }
                case REJECTED, NO_CHANGE, FAST_FORWARD, FORCED -> Optional.of(false);
                case NOT_ATTEMPTED, REJECTED_CURRENT_BRANCH, IO_FAILURE, RENAMED ->
                    throw refused(ref, update.getResult());
                case REJECTED_MISSING_OBJECT, REJECTED_OTHER_REASON -> throw refused(ref, update.getResult());
            };
        });
    }

    @Override
    public boolean move(String ref, String expectedId, String commitId, String reason) throws IOException {
        ObjectId expected = ObjectId.fromString(expectedId);
        return LockRetry.until(ref, () -> {
            Ref present = repository.exactRef(ref);
            if (present == null || !expected.equals(present.getObjectId())) {
                return Optional.of(false);
            }
            RefUpdate update = newUpdate(ref);
            update.setExpectedOldObjectId(expected);
            update.setNewObjectId(ObjectId.fromString(commitId));
            update.setForceUpdate(true);
            update.setRefLogMessage(reason, false);
            return switch (update.update()) {
                case NO_CHANGE, FAST_FORWARD, FORCED -> Optional.of(true);
                case LOCK_FAILURE -> Optional.empty();
                case NEW, REJECTED, NOT_ATTEMPTED, REJECTED_CURRENT_BRANCH, IO_FAILURE, RENAMED ->
                    throw refused(ref, update.getResult());
                case REJECTED_MISSING_OBJECT, REJECTED_OTHER_REASON -> throw refused(ref, update.getResult());
            };
        });
    }

    @Override
    public boolean delete(String ref, String expectedId) throws IOException {
        ObjectId expected = ObjectId.fromString(expectedId);
        return LockRetry.until(ref, () -> {
            Ref present = repository.exactRef(ref);
            if (present == null) {
                return Optional.of(true);
            }
            if (!expected.equals(present.getObjectId())) {
                return Optional.of(false);
            }
            RefUpdate update = newUpdate(ref);
            update.setExpectedOldObjectId(expected);
            update.setForceUpdate(true);
            return switch (update.delete()) {
                case FORCED, NEW, NO_CHANGE, FAST_FORWARD -> Optional.of(true);
                case REJECTED_CURRENT_BRANCH, REJECTED -> Optional.of(false);
                case LOCK_FAILURE -> Optional.empty();
                case NOT_ATTEMPTED, IO_FAILURE, RENAMED -> throw refused(ref, update.getResult());
                case REJECTED_MISSING_OBJECT, REJECTED_OTHER_REASON -> throw refused(ref, update.getResult());
            };
        });
    }

    private RefUpdate newUpdate(String ref) throws IOException {
        RefUpdate update = repository.updateRef(ref, true);
        update.setRefLogIdent(new PersonIdent(StoredCommit.COMMITTER_NAME, StoredCommit.COMMITTER_EMAIL));
        return update;
    }

    private static Optional<Boolean> answerIf(boolean isSettled, boolean answer) {
        return isSettled ? Optional.of(answer) : Optional.empty();
    }

    private static IOException refused(String ref, RefUpdate.Result result) {
        return new IOException("the reference " + ref + " could not be written: " + result);
    }
}
