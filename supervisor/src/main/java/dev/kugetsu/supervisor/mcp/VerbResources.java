package dev.kugetsu.supervisor.mcp;

import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.coordination.MessageVerbs;
import dev.kugetsu.supervisor.coordination.MessageVerbs.MailView;
import dev.kugetsu.supervisor.coordination.MessageVerbs.ReadInbox;
import dev.kugetsu.supervisor.coordination.StatusVerbs;
import dev.kugetsu.supervisor.coordination.StatusVerbs.ReadStatus;
import dev.kugetsu.supervisor.coordination.UntrustedFrame;
import io.modelcontextprotocol.server.McpServerFeatures.SyncResourceSpecification;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceResult;
import io.modelcontextprotocol.spec.McpSchema.Resource;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// What agents can read without calling a tool.
final class VerbResources {

    private static final String TYPE = "text/plain";

    private VerbResources() {}

    static List<SyncResourceSpecification> all() {
        return List.of(
                resource(
                        "status",
                        "Who is here, who does what, and what waits for you, in a few lines",
                        guest -> guest.perform(StatusVerbs.STATUS, new ReadStatus(true))
                                .compact()
                                .orElse("")),
                resource(
                        "messages",
                        "The messages for you that you have not read",
                        guest -> messages(guest.perform(MessageVerbs.INBOX, new ReadInbox(false)))));
    }

    private static String messages(List<MailView> mails) {
        if (mails.isEmpty()) {
            return "there are no messages for you";
        }
        List<String> lines = new ArrayList<>();
        for (MailView mail : mails) {
            lines.add(UntrustedFrame.line(mail.messageId()) + " from " + UntrustedFrame.line(mail.from()) + " to "
                    + UntrustedFrame.line(mail.to()) + " at " + mail.sentAt() + ":");
            lines.add(UntrustedFrame.quote(mail.text()));
        }
        return UntrustedFrame.around(lines) + "\nSay with message_ack that you have understood one.";
    }

    private static SyncResourceSpecification resource(
            String name, String description, Function<Guest, String> content) {
        String uri = "kugetsu://" + name;
        Resource resource = Resource.builder(uri, name)
                .description(description)
                .mimeType(TYPE)
                .build();
        return new SyncResourceSpecification(
                resource,
                (exchange, request) -> ReadResourceResult.builder(
                                List.of(TextResourceContents.builder(uri, read(content, Guest.of(exchange)))
                                        .mimeType(TYPE)
                                        .build()))
                        .build());
    }

    /// A resource has no other way to fail.
    private static String read(Function<Guest, String> content, Guest guest) {
        try {
            return content.apply(guest);
        } catch (KugetsuException refusal) {
            throw McpError.builder(ErrorCodes.INTERNAL_ERROR)
                    .message(UntrustedFrame.line(refusal.getMessage()
                            + refusal.next().map(next -> "; " + next).orElse("")))
                    .build();
        }
    }
}
