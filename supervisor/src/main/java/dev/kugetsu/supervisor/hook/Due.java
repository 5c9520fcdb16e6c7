package dev.kugetsu.supervisor.hook;

import dev.kugetsu.supervisor.coordination.Hooks.HookReceipt;
import dev.kugetsu.supervisor.mail.Mail;
import java.util.List;
import java.util.Optional;

/// What an agent has still to be told.
///
/// @param unwelcomed its agent session, if it has to be told how things stand
record Due(String agent, List<Mail> mails, Optional<String> unwelcomed) {

    static final Due NOTHING = new Due("", List.of(), Optional.empty());

    Due {
        mails = List.copyOf(mails);
    }

    /// Its messages, as they stand in its context.
    Optional<String> messages() {
        return mails.isEmpty() ? Optional.empty() : Optional.of(HandedMail.of(mails));
    }

    /// To be confirmed once all of it has been heard.
    Optional<HookReceipt> receipt() {
        List<String> ids = mails.stream().map(Mail::messageId).toList();
        return ids.isEmpty() && unwelcomed.isEmpty()
                ? Optional.empty()
                : Optional.of(new HookReceipt(agent, ids, unwelcomed));
    }
}
