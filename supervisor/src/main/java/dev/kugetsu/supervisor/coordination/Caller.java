package dev.kugetsu.supervisor.coordination;

import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.supervisor.ProjectId;
import dev.kugetsu.supervisor.SessionId;
import java.nio.file.Path;
import java.util.Optional;

/// Who wants something, as far as that can be told from around. Where several of these say who it is, the
/// first counts; the folder never says who it is.
///
/// @param launched the session of ours whose agent it is, proven by its token
/// @param session the agent session that the caller says it is, or that its harness has told it; one that
///   nobody has heard of is registered when it first does something
/// @param harness what is known to have started it
/// @param process the program that has called; it runs as long as the agent does
/// @param standing what it may do that is not its own affair
/// @param project the project that is meant, if not the one of the folder
/// @param directory absolute; tells which repository is meant
public record Caller(
        Optional<SessionId> launched,
        Optional<String> session,
        Optional<String> harness,
        Optional<ProcessIdentity> process,
        Standing standing,
        Optional<ProjectId> project,
        Path directory) {

    /// What a caller may do that is not its own affair.
    public enum Standing {
        /// Its own affairs, and nothing else.
        AGENT,
        /// Those of others too: the person whose machine it is. With a process it is only what seems so, and
        /// not if an agent has opened the terminal.
        OPERATOR
    }

    /// Somebody in a folder, of whom nothing else is known.
    public static Caller in(Path directory) {
        return new Caller(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Standing.AGENT,
                Optional.empty(),
                directory);
    }

    /// The person whose machine it is.
    public Caller asOperator() {
        return new Caller(launched, session, harness, process, Standing.OPERATOR, project, directory);
    }

    /// The same in another folder.
    public Caller at(Path other) {
        return new Caller(launched, session, harness, process, standing, project, other);
    }

    /// One whose harness has told what it is, and which session of it this is, as far as nobody has said more.
    public Caller toldBy(String program, Optional<String> id) {
        return new Caller(launched, session.or(() -> id), Optional.of(program), process, standing, project, directory);
    }

    /// One that names the project, if it does.
    public Caller of(Optional<ProjectId> named) {
        return new Caller(launched, session, harness, process, standing, named, directory);
    }

    /// One that says which agent session it is.
    public Caller asSession(String id) {
        return new Caller(launched, Optional.of(id), harness, process, standing, project, directory);
    }

    /// One whose program is known.
    public Caller asProcess(ProcessIdentity program) {
        return new Caller(launched, session, harness, Optional.of(program), standing, project, directory);
    }

    /// The agent of a session of ours and nobody else, in that session's project, whatever it says of itself.
    public Caller asAgentOf(SessionId self, ProjectId home) {
        return new Caller(
                Optional.of(self),
                Optional.empty(),
                harness,
                Optional.empty(),
                Standing.AGENT,
                Optional.of(home),
                directory);
    }
}
