package dev.kugetsu.supervisor.audit;

import dev.kugetsu.supervisor.Audit.Difference.Kind;
import dev.kugetsu.supervisor.SessionId;
import dev.kugetsu.supervisor.project.Project;
import dev.kugetsu.supervisor.session.Session;
import dev.kugetsu.supervisor.session.SessionDao;
import dev.kugetsu.supervisor.session.WorktreeDao;
import dev.kugetsu.supervisor.session.WorktreeDao.Saved;
import dev.kugetsu.supervisor.store.Store;
import dev.kugetsu.worktrees.Repository;
import dev.kugetsu.worktrees.WorktreeException;
import dev.kugetsu.worktrees.Worktrees;
import dev.kugetsu.worktrees.Worktrees.Preserved;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Compares the work that was saved for sessions with the references that keep it.
record PreservedCheck(Store store, Repositories repositories, Worktrees worktrees) implements Check {

    @Override
    public List<Found> find() {
        List<Saved> saved = listSaved();
        return repositories.search((project, repository) -> find(project, repository, saved));
    }

    private List<Saved> listSaved() {
        return store.read(handle -> handle.attach(WorktreeDao.class).listSaved(store.hostId()));
    }

    private List<Found> find(Project project, Repository repository, List<Saved> saved) throws WorktreeException {
        List<Preserved> preserved = worktrees.listPreserved(repository, Optional.empty());
        Set<String> refs = preserved.stream().map(Preserved::ref).collect(Collectors.toUnmodifiableSet());
        List<Saved> now = listSaved();
        List<Found> found = new ArrayList<>();
        for (Saved one : saved) {
            boolean isOfProject = session(one.sessionId())
                    .filter(session -> session.projectId().equals(project.projectId()))
                    .isPresent();
            if (isOfProject && !refs.contains(one.preservedRef()) && now.contains(one)) {
                found.add(missing(one, repository));
            }
        }
        for (Preserved one : preserved) {
            if (session(new SessionId(one.owner())).isEmpty()) {
                found.add(unowned(one, repository));
            }
        }
        return found;
    }

    private Optional<Session> session(SessionId id) {
        return store.read(handle -> handle.attach(SessionDao.class).find(id));
    }

    private static Found missing(Saved saved, Repository repository) {
        return Found.undecided(
                Kind.PRESERVED_MISSING,
                saved.preservedRef(),
                Found.of(saved.sessionId()),
                repository.directory() + " has no such reference, so that an undo brings back the branch alone",
                "look for it in a copy of the repository, and fetch it from there under the same name");
    }

    private static Found unowned(Preserved preserved, Repository repository) {
        return Found.undecided(
                Kind.PRESERVED_UNOWNED,
                preserved.ref(),
                Found.NOBODY,
                "session " + preserved.owner() + " is not known here; its work was saved at " + preserved.savedAt(),
                "if no other home of yours needs it: `git -C " + repository.directory() + " update-ref -d "
                        + preserved.ref() + "`");
    }
}
