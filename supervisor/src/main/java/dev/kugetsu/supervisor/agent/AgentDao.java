package dev.kugetsu.supervisor.agent;

import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.supervisor.ProjectId;
import dev.kugetsu.supervisor.SessionId;
import dev.kugetsu.supervisor.coordination.AgentVerbs.EndReason;
import dev.kugetsu.supervisor.store.HostId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/// Rows of `agents` and `agent_sessions`.
@RegisterConstructorMapper(AgentSession.class)
interface AgentDao {

    String SELECT = """
            SELECT s.agent_session_id, s.given_id, s.agent, a.role, s.project_id, s.session_id, s.harness, s.model, s.mode, s.host,
                   s.branch, s.process, s.watched, s.started_at, s.last_seen_at, s.ended_at, s.end_reason
            FROM agent_sessions s JOIN agents a ON a.agent = s.agent
            """;

    @SqlQuery("SELECT EXISTS (SELECT 1 FROM agents WHERE agent = :agent)")
    boolean isKnown(String agent);

    /// Makes an agent; `false` when there is one of that name.
    @SqlUpdate("""
            INSERT INTO agents (agent, role, created_at, last_seen_at) VALUES (:agent, :role, :now, :now)
            ON CONFLICT (agent) DO NOTHING
            """)
    boolean insertAgent(String agent, Optional<String> role, Instant now);

    @SqlUpdate("UPDATE agents SET last_seen_at = :now, role = coalesce(:role, role) WHERE agent = :agent")
    void touchAgent(String agent, Optional<String> role, Instant now);

    @SqlQuery(SELECT + "WHERE s.agent_session_id = :id")
    Optional<AgentSession> find(String id);

    /// How many locks, branches and tasks it has.
    @SqlQuery("""
            SELECT (SELECT count(*) FROM locks WHERE agent_session_id = :id)
                 + (SELECT count(*) FROM reservations WHERE agent_session_id = :id AND state = 'ACTIVE')
                 + (SELECT count(*) FROM tasks WHERE agent_session_id = :id AND state = 'IN_PROGRESS')
            """)
    long countHeld(String id);

    /// Those whose id begins so; `substr`, because a `LIKE` pattern would need its wildcards escaped.
    @SqlQuery(SELECT + """
                      WHERE substr(s.agent_session_id, 1, length(:prefix)) = :prefix
                         OR substr(s.given_id, 1, length(:prefix)) = :prefix
                      ORDER BY s.agent_session_id LIMIT :limit
                      """)
    List<AgentSession> listByPrefix(String prefix, int limit);

    /// All of an agent, the newest first.
    @SqlQuery(SELECT + "WHERE s.agent = :agent ORDER BY s.ended_at IS NOT NULL, s.started_at DESC")
    List<AgentSession> listOf(String agent);

    @SqlQuery(SELECT + "WHERE s.agent = :agent AND s.ended_at IS NULL")
    List<AgentSession> listOpenOf(String agent);

    /// The newest one of that name, which is the open one if any is.
    @SqlQuery(SELECT + "WHERE s.given_id = :givenId ORDER BY s.ended_at IS NOT NULL, s.rowid DESC LIMIT 1")
    Optional<AgentSession> findGiven(String givenId);

    /// Of the open ones in a program that which was heard of last.
    @SqlQuery(SELECT + """
                      WHERE s.process = :process AND s.ended_at IS NULL
                      ORDER BY s.last_seen_at DESC, s.rowid DESC LIMIT 1
                      """)
    Optional<AgentSession> findOpen(ProcessIdentity process);

    /// The one that nothing but its program tells.
    @SqlQuery(SELECT + """
                      WHERE s.process = :process AND s.ended_at IS NULL AND s.given_id IS NULL AND s.session_id IS NULL
                      """)
    Optional<AgentSession> findNameless(ProcessIdentity process);

    @SqlQuery(SELECT + "WHERE s.session_id = :session AND s.ended_at IS NULL")
    Optional<AgentSession> findOpen(SessionId session);

    /// Those heard of last first; of all projects when none is named.
    @SqlQuery(SELECT + """
                      WHERE s.host_id = :host AND s.last_seen_at >= :since
                        AND (:project IS NULL OR s.agent_session_id IN
                             (SELECT agent_session_id FROM agent_whereabouts WHERE project_id = :project))
                      ORDER BY s.last_seen_at DESC, s.agent_session_id
                      """)
    List<AgentSession> list(HostId host, Optional<ProjectId> project, Instant since);

    /// Agents of a role that have been in the project, and those of our own live sessions.
    @SqlQuery("""
            SELECT a.agent FROM agents a
            WHERE a.role = :role
              AND (EXISTS (SELECT 1 FROM agent_sessions s JOIN agent_whereabouts p USING (agent_session_id)
                           WHERE s.agent = a.agent AND p.project_id = :project AND s.ended_at IS NULL)
                   OR EXISTS (SELECT 1 FROM sessions o
                              WHERE o.session_id = a.agent AND o.project_id = :project AND o.ended_at IS NULL))
            ORDER BY a.agent
            """)
    List<String> listOfRole(ProjectId project, String role);

    /// The agents of our own live sessions, whether a turn of theirs runs or not.
    @SqlQuery("""
            SELECT a.agent FROM agents a JOIN sessions o ON o.session_id = a.agent
            WHERE o.project_id = :project AND o.ended_at IS NULL
            """)
    List<String> listOfLiveSessions(ProjectId project);

    /// Whether it is the agent of a session of ours, ended or not.
    @SqlQuery("SELECT EXISTS (SELECT 1 FROM sessions WHERE session_id = :agent)")
    boolean isSession(String agent);

    @SqlQuery("SELECT EXISTS (SELECT 1 FROM sessions WHERE session_id = :agent AND ended_at IS NULL)")
    boolean isLiveSession(String agent);

    @SqlQuery(SELECT + """
                      WHERE s.ended_at IS NULL
                        AND s.agent_session_id IN (SELECT agent_session_id FROM agent_whereabouts WHERE project_id = :project)
                      ORDER BY s.agent
                      """)
    List<AgentSession> listOpen(ProjectId project);

    @SqlUpdate("""
            INSERT INTO agent_sessions (agent_session_id, given_id, agent, project_id, host_id, session_id, harness, model, mode,
                                        host, branch, process, watched, started_at, last_seen_at)
            VALUES (:agentSessionId, :givenId, :agent, :projectId, :hostId, :sessionId, :facts.harness, :facts.model,
                    :facts.mode, :facts.host, :facts.branch, :process, :watched, :startedAt, :lastSeenAt)
            """)
    void insert(@BindMethods AgentSession session, HostId hostId);

    /// What is not told stays as it is.
    @SqlUpdate("""
            UPDATE agent_sessions
            SET last_seen_at = :now, agent = coalesce(:agent, agent), harness = coalesce(:harness, harness),
                model = coalesce(:model, model), mode = coalesce(:mode, mode), host = coalesce(:host, host),
                branch = coalesce(:branch, branch),
                process = coalesce(:process, process), watched = coalesce(:watched, watched)
            WHERE agent_session_id = :id AND ended_at IS NULL
            """)
    boolean refresh(
            String id,
            Optional<String> agent,
            @BindMethods AgentFacts facts,
            Optional<ProcessIdentity> process,
            Optional<ProcessIdentity> watched,
            Instant now);

    /// It was heard of in another project than the one that it began in.
    @SqlUpdate("INSERT INTO agent_places (agent_session_id, project_id) VALUES (:id, :project) ON CONFLICT DO NOTHING")
    void insertPlace(String id, ProjectId project);

    /// It lives as long as its own process from now on.
    @SqlUpdate("UPDATE agent_sessions SET watched = NULL WHERE agent_session_id = :id")
    void stopWatching(String id);

    /// It lives by being heard of from now on.
    @SqlUpdate("UPDATE agent_sessions SET process = NULL, watched = NULL WHERE agent_session_id = :id")
    void forgetProcesses(String id);

    /// It has to be told how things stand.
    @SqlUpdate("UPDATE agent_sessions SET welcomed_at = NULL WHERE agent_session_id = :id")
    void expectWelcome(String id);

    @SqlQuery("SELECT EXISTS (SELECT 1 FROM agent_sessions WHERE agent_session_id = :id AND welcomed_at IS NULL)")
    boolean isUnwelcomed(String id);

    /// It has been told; nothing happens for the session of another agent.
    @SqlUpdate("UPDATE agent_sessions SET welcomed_at = :now WHERE agent_session_id = :id AND agent = :agent")
    void welcome(String id, String agent, Instant now);

    /// `false` when it has ended before; a trigger releases what it held.
    @SqlUpdate("""
            UPDATE agent_sessions SET ended_at = :now, end_reason = :reason
            WHERE agent_session_id = :id AND ended_at IS NULL
            """)
    boolean end(String id, EndReason reason, Instant now);
}
