package dev.kugetsu.adapters.opencode;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.kugetsu.adapters.HarnessException;
import dev.kugetsu.adapters.HarnessException.Kind;
import dev.kugetsu.adapters.HarnessSession;
import dev.kugetsu.adapters.HarnessSessionId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The sessions in opencode's own store.
final class OpencodeSessions {

    /// opencode 1.18: without a number, `session list` ends after the newest hundred.
    private static final String ALL = "1000000";

    private final OpencodeCommands commands;
    private final Path stateDirectory;

    OpencodeSessions(OpencodeCommands commands, Path stateDirectory) {
        this.commands = commands;
        this.stateDirectory = stateDirectory;
    }

    /// Every session of the folder's repository, those of subagents left out.
    List<HarnessSession> list(Path directory) throws HarnessException {
        String listed = commands.get(directory, "session", "list", "--format", "json", "-n", ALL, "--pure");
        // opencode 1.18: prints nothing at all when there is none.
        return listed.isBlank()
                ? List.of()
                : parse(listed).valueStream().map(OpencodeSessions::session).toList();
    }

    /// The folder that a session is bound to, or empty when there is no such session.
    Optional<Path> findDirectory(HarnessSessionId session) throws HarnessException {
        if (!SessionIds.isValid(session.value())) {
            return Optional.empty();
        }
        String query = "select directory from session where id = '" + session + "'";
        JsonNode rows = parse(commands.get(stateDirectory, "db", query, "--format", "json", "--pure"));
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(Path.of(rows.path(0).path("directory").asText()));
    }

    /// Deletes a session and its subagents'; one that is gone already is success.
    ///
    /// It is called from a folder of ours: the session's own need not exist any more.
    void delete(HarnessSessionId session) throws HarnessException {
        if (!SessionIds.isValid(session.value())) {
            return;
        }
        OpencodeCommands.Answer answer = commands.run(stateDirectory, "session", "delete", session.value(), "--pure");
        if (answer.exitCode() != 0 && !answer.stderr().contains("Session not found")) {
            throw new HarnessException(Kind.FAILED, "opencode cannot delete " + session + ": " + answer.stderr());
        }
    }

    private static HarnessSession session(JsonNode listed) {
        return new HarnessSession(
                new HarnessSessionId(listed.path("id").asText()),
                Path.of(listed.path("directory").asText()),
                listed.path("title").asText(),
                Instant.ofEpochMilli(listed.path("created").asLong()));
    }

    private static JsonNode parse(String json) throws HarnessException {
        try {
            return OpencodeJson.MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new HarnessException(Kind.FAILED, "opencode listed its sessions in an unknown form: " + e, e);
        }
    }
}
