package dev.kugetsu.adapters.opencode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kugetsu.adapters.ForkRequest;
import dev.kugetsu.adapters.HarnessException;
import dev.kugetsu.adapters.HarnessException.Kind;
import dev.kugetsu.adapters.HarnessSessionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/// Forks a session into another folder: export, rewrite, import there.
///
/// opencode 1.18: a session works in the folder that it is bound to, wherever it is called from, and `run
/// --fork` from another folder works in the base's and then hangs. See the decision record on forks for the
/// ways there are.
final class OpencodeForks {

    private final Path folder;
    private final OpencodeCommands commands;
    private final OpencodeSessions sessions;
    private final Clock clock;

    OpencodeForks(Path folder, OpencodeCommands commands, OpencodeSessions sessions, Clock clock) {
        this.folder = folder;
        this.commands = commands;
        this.sessions = sessions;
        this.clock = clock;
    }

    HarnessSessionId fork(ForkRequest request) throws HarnessException {
        String session = SessionIds.fork(request.key());
        ForkRecords records = records(session);
        try {
            if (records.findDirectory().isEmpty()) {
                if (records.findPrepared().isEmpty()) {
                    prepare(request, records);
                }
                load(request, records);
            }
        } catch (IOException e) {
            throw new HarnessException(
                    Kind.FAILED, "cannot fork " + request.base() + " by way of " + folder + ": " + e, e);
        }
        return new HarnessSessionId(session);
    }

    void discard(String key) throws HarnessException {
        delete(new HarnessSessionId(SessionIds.fork(key)));
    }

    /// Deletes a session, whether it is a fork or not, and what we remember of it.
    void delete(HarnessSessionId session) throws HarnessException {
        sessions.delete(session);
        try {
            records(session.value()).delete();
        } catch (IOException e) {
            throw new HarnessException(
                    Kind.FAILED, "cannot forget the fork " + session + " in " + folder + ": " + e, e);
        }
    }

    /// The folder that a fork of ours works in, or empty when the session is none.
    Optional<Path> findDirectory(HarnessSessionId session) throws HarnessException {
        try {
            return records(session.value()).findDirectory();
        } catch (IOException e) {
            throw new HarnessException(Kind.FAILED, "cannot read what is known of the fork " + session + ": " + e, e);
        }
    }

    private void prepare(ForkRequest request, ForkRecords records) throws HarnessException, IOException {
        Path file = records.createExport();
        try {
            export(request, file);
            JsonNode exported = OpencodeJson.MAPPER.readTree(file.toFile());
            if (!(exported instanceof ObjectNode session)) {
                throw new HarnessException(Kind.FAILED, "opencode exported something else than " + request.base());
            }
            new SessionCopy(records.session()).rewrite(session, request.directory(), request.title(), clock.instant());
            OpencodeJson.MAPPER.writeValue(file.toFile(), session);
            records.prepare(file);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private void export(ForkRequest request, Path file) throws HarnessException {
        OpencodeCommands.Answer answer = commands.runInto(
                file, request.baseDirectory(), "export", request.base().value(), "--pure");
        if (answer.exitCode() == 0) {
            return;
        }
        // opencode 1.18: `export` says "Session not found" whatever went wrong, so the database is asked as well.
        if (sessions.findDirectory(request.base()).isEmpty()) {
            throw new HarnessException(
                    Kind.SESSION_NOT_FOUND, "opencode has no session " + request.base() + " to fork");
        }
        throw new HarnessException(Kind.FAILED, "opencode cannot export " + request.base() + ": " + answer.stderr());
    }

    private void load(ForkRequest request, ForkRecords records) throws HarnessException, IOException {
        Path prepared = records.findPrepared()
                .orElseThrow(() -> new IOException("the prepared fork " + records.session() + " is gone"));
        String said = commands.get(request.directory(), "import", prepared.toString(), "--pure");
        if (!said.contains("Imported session: " + records.session())) {
            throw new HarnessException(
                    Kind.FAILED, "opencode did not import the fork of " + request.base() + ": " + said.strip());
        }
        records.finish(request.directory());
    }

    private ForkRecords records(String session) {
        return new ForkRecords(folder, session);
    }
}
