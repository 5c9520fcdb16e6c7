package dev.kugetsu.supervisor;

import dev.kugetsu.adapters.InteractiveCommand;
import dev.kugetsu.adapters.PermissionRule;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Base sessions: the harness sessions that know a repository and that every new session is forked from.
public interface Bases {

    /// What the agent of a base session is told unless somebody says otherwise.
    String GET_TO_KNOW = """
            Get to know this repository, so that you can work on its issues later without reading everything again.
            Read its README, its documents for contributors and agents, its build files and how its tests are run;
            look through its folders until you know what lies where and which conventions the code keeps.
            Do not change, create or delete any file, and do not run anything that does.
            Then answer in at most twenty lines: what it is, how it is built and tested, where things are,
            and which conventions a change must keep.
            """;

    /// Registers the project and makes its base session by one turn in the main worktree; blocks until that has
    /// ended.
    ///
    /// @throws KugetsuException `CONFLICT` when there is a base and the request does not replace it,
    ///   `UNAVAILABLE`
    TurnReport initHeadless(InitRequest request, String prompt, TurnObserver observer);

    /// Registers the project and hands the turn that makes its base session to the queue; returns once it is
    /// there. The base is there when that turn has succeeded.
    ///
    /// @throws KugetsuException like {@link #initHeadless}
    TurnReport queueInit(InitRequest request, String prompt, TurnObserver observer);

    /// Registers the project and says which command a person must run to make the base session by hand.
    ///
    /// @throws KugetsuException `CONFLICT` like {@link #initHeadless}, `UNAVAILABLE` when the harness has no
    ///   interface
    InteractiveInit beginInteractive(InitRequest request);

    /// Records the session that the person has made as the base.
    ///
    /// @param exitCode of the harness; only one that has ended in order replaces a base that is there
    /// @throws KugetsuException `FAILED` when the person has made none, or when it may not replace the base
    ///   that is there, which stays then
    BaseView finishInteractive(InteractiveInit init, int exitCode);

    /// Deletes the base session of the project that the directory belongs to; forks of it stay.
    ///
    /// @param harness whose base, or empty for the only one
    BaseView destroy(Path directory, Optional<String> harness);

    /// The base that a destroy would delete, to be named before somebody is asked.
    BaseView get(Path directory, Optional<String> harness);

    /// The bases of the project that the directory belongs to, one for each harness that has one.
    List<BaseView> listLive(Path directory);

    /// What a base session is made from.
    ///
    /// @param directory absolute, somewhere in the repository
    /// @param permissions granted to every session of the project from now on
    record InitRequest(
            Path directory,
            Optional<String> harness,
            Optional<String> model,
            List<PermissionRule> permissions,
            Existing existing) {

        /// What to do with a base that is there already.
        public enum Existing {
            KEEP,
            REPLACE
        }

        public InitRequest {
            permissions = List.copyOf(permissions);
        }
    }

    /// A base session that a person is about to make.
    ///
    /// @param knownSessions the harness sessions that were there before
    record InteractiveInit(
            InitRequest request,
            ProjectId project,
            String harness,
            Optional<String> model,
            InteractiveCommand command,
            List<String> knownSessions,
            Instant since) {}

    /// A base session.
    record BaseView(
            String baseId,
            ProjectId project,
            String harness,
            String harnessSessionId,
            Optional<String> model,
            List<String> permissions,
            Instant createdAt) {}
}
