package dev.kugetsu.supervisor.agent;

import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/// Makes two rows of `agent_sessions` that are one instance one row.
interface SuccessionDao {

    @SqlUpdate("""
            UPDATE agent_sessions SET given_id = :givenId
            WHERE agent_session_id = :id AND ended_at IS NULL AND given_id IS NULL
            """)
    void name(String id, String givenId);

    @SqlUpdate("UPDATE locks SET agent_session_id = :to, agent = :agent WHERE agent_session_id = :from")
    void moveLocks(String from, String to, String agent);

    @SqlUpdate("""
            UPDATE reservations SET agent_session_id = :to, agent = :agent
            WHERE agent_session_id = :from AND state = 'ACTIVE'
            """)
    void moveReservations(String from, String to, String agent);

    @SqlUpdate("""
            UPDATE tasks SET agent_session_id = :to, owner = :agent
            WHERE agent_session_id = :from AND state IN ('IN_PROGRESS', 'BLOCKED')
            """)
    void moveTasks(String from, String to, String agent);

    /// What both have claimed goes with the row.
    @SqlUpdate("UPDATE OR IGNORE agent_claims SET agent_session_id = :to WHERE agent_session_id = :from")
    void moveClaims(String from, String to);

    /// Unless it watches a process already.
    @SqlUpdate("""
            UPDATE agent_sessions
            SET watched = (SELECT f.watched FROM agent_sessions f WHERE f.agent_session_id = :from)
            WHERE agent_session_id = :to AND watched IS NULL
            """)
    void moveWatch(String from, String to);

    /// What nobody has read, if the agent has no other session. Messages of its own never come back to an agent.
    @SqlUpdate("""
            UPDATE OR IGNORE message_deliveries SET agent = :to, handed_until = NULL
            WHERE agent = :from AND read_at IS NULL
              AND NOT EXISTS (SELECT 1 FROM agent_sessions WHERE agent = :from)
              AND NOT EXISTS (SELECT 1 FROM messages m WHERE m.message_id = message_deliveries.message_id AND m.sender = :to)
            """)
    void moveDeliveries(String from, String to);

    /// What the other one has got, or sent, itself.
    @SqlUpdate("""
            DELETE FROM message_deliveries
            WHERE agent = :from AND read_at IS NULL
              AND NOT EXISTS (SELECT 1 FROM agent_sessions WHERE agent = :from)
            """)
    void forgetDeliveries(String from);

    /// Where it was heard of, both are.
    @SqlUpdate("""
            INSERT INTO agent_places (agent_session_id, project_id)
            SELECT :to, project_id FROM agent_whereabouts WHERE agent_session_id = :from
            ON CONFLICT DO NOTHING
            """)
    void copyPlaces(String from, String to);

    @SqlUpdate("DELETE FROM agent_sessions WHERE agent_session_id = :id")
    void forgetSession(String id);

    /// Unless there is anything else of it.
    @SqlUpdate("""
            DELETE FROM agents
            WHERE agent = :agent AND role IS NULL
              AND NOT EXISTS (SELECT 1 FROM agent_sessions WHERE agent = :agent)
              AND NOT EXISTS (SELECT 1 FROM locks WHERE agent = :agent)
              AND NOT EXISTS (SELECT 1 FROM reservations WHERE agent = :agent)
              AND NOT EXISTS (SELECT 1 FROM tasks WHERE owner = :agent OR created_by = :agent)
              AND NOT EXISTS (SELECT 1 FROM messages WHERE sender = :agent)
              AND NOT EXISTS (SELECT 1 FROM message_deliveries WHERE agent = :agent)
            """)
    void forgetAgent(String agent);
}
