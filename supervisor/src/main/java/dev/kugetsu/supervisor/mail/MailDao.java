package dev.kugetsu.supervisor.mail;

import dev.kugetsu.supervisor.ProjectId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/// Rows of `messages` and `message_deliveries`.
@RegisterConstructorMapper(Mail.class)
@RegisterConstructorMapper(Delivery.class)
interface MailDao {

    String SELECT = """
            SELECT m.message_id, m.sender, m.recipient, m.text, m.reply_to, m.sent_at FROM messages m
            """;

    @SqlUpdate("""
            INSERT INTO messages (message_id, project_id, sender, recipient, text, reply_to, sent_at)
            VALUES (:id, :project, :sender, :recipient, :text, :replyTo, :now)
            """)
    void insert(
            String id,
            ProjectId project,
            String sender,
            String recipient,
            String text,
            Optional<String> replyTo,
            Instant now);

    @SqlUpdate("INSERT INTO message_deliveries (message_id, agent, directed) VALUES (:id, :agent, :directed)")
    void insertDelivery(String id, String agent, boolean directed);

    @SqlQuery(SELECT + "WHERE m.message_id = :id")
    Optional<Mail> find(String id);

    @SqlQuery(SELECT + """
                      WHERE m.project_id = :project AND substr(m.message_id, 1, length(:prefix)) = :prefix
                      ORDER BY m.message_id LIMIT :limit
                      """)
    List<Mail> listByPrefix(ProjectId project, String prefix, int limit);

    /// For an agent, of whatever project.
    @SqlQuery(SELECT + """
                      JOIN message_deliveries d ON d.message_id = m.message_id
                      WHERE d.agent = :agent AND substr(m.message_id, 1, length(:prefix)) = :prefix
                      ORDER BY m.message_id LIMIT :limit
                      """)
    List<Mail> listForByPrefix(String agent, String prefix, int limit);

    @SqlQuery("""
            SELECT message_id, agent, delivered_at, read_at, acknowledged_at FROM message_deliveries
            WHERE message_id = :id ORDER BY agent
            """)
    List<Delivery> listDeliveries(String id);

    /// For an agent, the oldest first; the read ones too if that is wanted.
    @SqlQuery(SELECT + """
                      JOIN message_deliveries d ON d.message_id = m.message_id
                      WHERE d.agent = :agent AND (:all OR d.read_at IS NULL) ORDER BY m.sent_at, m.message_id
                      """)
    List<Mail> listFor(String agent, boolean all);

    /// What an agent does not have in its context yet and nobody is handing over, the oldest first. Nobody
    /// hands anything over for longer than until `latest`, unless a clock was set back.
    @SqlQuery(SELECT + """
                      JOIN message_deliveries d ON d.message_id = m.message_id
                      WHERE d.agent = :agent AND d.delivered_at IS NULL AND d.read_at IS NULL
                        AND (d.handed_until IS NULL OR d.handed_until NOT BETWEEN :now + 1 AND :latest)
                        AND (d.directed OR NOT :directedOnly)
                      ORDER BY m.sent_at, m.message_id LIMIT :limit
                      """)
    List<Mail> listUndelivered(String agent, boolean directedOnly, Instant now, Instant latest, int limit);

    @SqlUpdate("UPDATE message_deliveries SET handed_until = :until WHERE message_id = :id AND agent = :agent")
    void markHanded(String id, String agent, Instant until);

    /// Of a sender, the newest first; of all when none is named.
    @SqlQuery(SELECT + """
                      WHERE m.project_id = :project AND (:sender IS NULL OR m.sender = :sender)
                      ORDER BY m.sent_at DESC, m.message_id
                      """)
    List<Mail> listSent(ProjectId project, Optional<String> sender);

    /// Only what is in somebody's hands: what was taken back meanwhile is to be handed over anew.
    @SqlUpdate("""
            UPDATE message_deliveries SET delivered_at = :now
            WHERE message_id = :id AND agent = :agent AND delivered_at IS NULL AND handed_until IS NOT NULL
            """)
    boolean markDelivered(String id, String agent, Instant now);

    /// What it was handed since then and has not read is undelivered again, in whose hands it may be.
    @SqlUpdate("""
            UPDATE message_deliveries SET delivered_at = NULL, handed_until = NULL
            WHERE agent = :agent AND read_at IS NULL AND coalesce(delivered_at, :since) >= :since
            """)
    int takeBack(String agent, Instant since);

    @SqlUpdate("""
            UPDATE message_deliveries SET read_at = :now, delivered_at = coalesce(delivered_at, :now)
            WHERE message_id = :id AND agent = :agent AND read_at IS NULL
            """)
    boolean markRead(String id, String agent, Instant now);

    @SqlUpdate("""
            UPDATE message_deliveries
            SET acknowledged_at = :now, read_at = coalesce(read_at, :now), delivered_at = coalesce(delivered_at, :now)
            WHERE message_id = :id AND agent = :agent AND acknowledged_at IS NULL
            """)
    boolean markAcknowledged(String id, String agent, Instant now);
}
