package dev.kugetsu.supervisor.coordination;

import dev.kugetsu.supervisor.coordination.Meaning.Place;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Messages between agents, and what is proven of their way.
public final class MessageVerbs {

    /// What is to be told to whom.
    public record SendMail(
            @Meaning("An agent, an agent session, a role, or all; a name goes before a role")
            String to,

            @Meaning(value = "What to say", place = Place.TEXT)
            String text,

            @Meaning("The message that it answers") Optional<String> replyTo) {}

    /// Which messages are wanted.
    public record ReadInbox(
            @Meaning("Those too that were read") boolean all) {}

    /// Which message is wanted.
    public record ReadMail(
            @Meaning(value = "The message, or any unique beginning of it", place = Place.ARGUMENT)
            String message) {}

    /// Which message is understood.
    public record AcknowledgeMail(
            @Meaning(value = "The message, or any unique beginning of it", place = Place.ARGUMENT)
            String message) {}

    /// Which messages are wanted.
    public record ListMail(@Meaning("Those of others too") boolean all) {}

    /// How far a message has got with one recipient.
    public enum Receipt {
        /// It waits for the agent to look.
        QUEUED,
        /// It is in the agent's context.
        DELIVERED,
        READ,
        ACKNOWLEDGED
    }

    /// How far a message has got with one recipient, and since when.
    ///
    /// @param presence of an agent for which the message waits: one that is not here gets it when it comes back
    ///   under its name; empty once it has it, for the operator, and for a session of ours between two turns
    public record DeliveryView(String agent, Receipt receipt, Optional<Instant> since, Optional<Presence> presence) {}

    /// A message.
    ///
    /// @param text untrusted, unless the operator has sent it
    /// @param deliveries one for each agent that it was for
    public record MailView(
            String messageId,
            String from,
            String to,
            String text,
            Optional<String> replyTo,
            Instant sentAt,
            List<DeliveryView> deliveries) {}

    public static final Verb<SendMail, MailView> SEND = Verb.changing(
            "message.send",
            "Tell something to an agent, to all of a role, or to everybody",
            SendMail.class,
            MailView.class);
    public static final Verb<ReadInbox, List<MailView>> INBOX =
            Verb.listing("message.inbox", "List the messages for you", ReadInbox.class, MailView.class);
    public static final Verb<ReadMail, MailView> READ =
            Verb.changing("message.read", "Read a message", ReadMail.class, MailView.class);
    public static final Verb<AcknowledgeMail, MailView> ACKNOWLEDGE = Verb.changing(
            "message.ack", "Say that you have understood a message", AcknowledgeMail.class, MailView.class);
    public static final Verb<ListMail, List<MailView>> LIST = Verb.listing(
            "message.list", "List what you have sent, and how far it has got", ListMail.class, MailView.class);

    static final List<Verb<?, ?>> ALL = List.of(SEND, INBOX, READ, ACKNOWLEDGE, LIST);

    private MessageVerbs() {}
}
