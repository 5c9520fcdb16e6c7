package dev.kugetsu.supervisor.api;

import dev.kugetsu.adapters.PermissionRule;
import dev.kugetsu.supervisor.Bases.InitRequest.Existing;
import dev.kugetsu.supervisor.SessionRole;
import dev.kugetsu.supervisor.Turns;
import dev.kugetsu.supervisor.Turns.Attendance;
import dev.kugetsu.supervisor.Turns.TurnOptions;
import dev.kugetsu.supervisor.Turns.Urgency;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The bodies of requests.
final class Requests {

    private Requests() {}

    /// A session for an issue.
    ///
    /// @param issue in any form that the command line takes
    /// @param directory completes a short form
    /// @param allow permissions as `permission:pattern`
    /// @param timeout for the whole turn, in ISO 8601, such as `PT90M`
    record StartSession(
            String issue,
            String prompt,
            Optional<String> directory,
            Optional<String> harness,
            Optional<String> model,
            Optional<String> base,
            List<String> allow,
            Optional<String> timeout,
            Optional<Integer> priority) {

        TurnOptions options() {
            return Requests.options(model, allow, timeout, priority);
        }
    }

    /// A session without an issue.
    record SpawnSession(
            String project,
            String prompt,
            Optional<String> name,
            Optional<SessionRole> role,
            Optional<String> harness,
            Optional<String> model,
            Optional<String> base,
            List<String> allow,
            Optional<String> timeout,
            Optional<Integer> priority) {

        TurnOptions options() {
            return Requests.options(model, allow, timeout, priority);
        }
    }

    /// A further turn.
    record ContinueSession(
            String prompt,
            Optional<String> model,
            List<String> allow,
            Optional<String> timeout,
            Optional<Integer> priority) {

        TurnOptions options() {
            return Requests.options(model, allow, timeout, priority);
        }
    }

    record StopTurn(Optional<Urgency> urgency) {}

    record SendMessage(String message) {}

    record RenameSession(String name) {}

    record PauseQueue(Optional<String> reason) {}

    /// The base session of a repository.
    ///
    /// @param directory absolute, somewhere in the repository
    /// @param prompt what its agent is told; to get to know the repository when it is missing
    /// @param allow permissions as `permission:pattern`, for every session of the project
    /// @param existing what becomes of a base that is there already: `keep`, which refuses a second one, or
    ///   `replace`
    record MakeBase(
            String directory,
            Optional<String> prompt,
            Optional<String> harness,
            Optional<String> model,
            List<String> allow,
            Optional<Existing> existing) {}

    record AddProject(String directory, Optional<String> id, Optional<String> name) {}

    /// @param digest of the content that the user has seen
    record Trust(String directory, String digest) {}

    /// The request is answered once the turn is in the queue.
    private static TurnOptions options(
            Optional<String> model, List<String> allow, Optional<String> timeout, Optional<Integer> priority) {
        try {
            return new Turns.TurnOptions(
                    model,
                    permissions(allow),
                    timeout.map(Duration::parse).filter(Requests::requirePositive),
                    Attendance.DETACH,
                    priority.orElse(0),
                    TurnOptions.Debug.OFF);
        } catch (DateTimeException | IllegalArgumentException e) {
            throw invalid(e);
        }
    }

    static List<PermissionRule> permissions(List<String> allow) {
        try {
            return allow.stream().map(PermissionRule::allow).toList();
        } catch (IllegalArgumentException e) {
            throw invalid(e);
        }
    }

    private static HttpFailure invalid(RuntimeException e) {
        return new HttpFailure(400, "invalid_input", String.valueOf(e.getMessage()), "see /api/v1/openapi.json");
    }

    private static boolean requirePositive(Duration timeout) {
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException("a timeout is longer than zero");
        }
        return true;
    }
}
