package dev.kugetsu.supervisor.coordination;

import java.util.Locale;

/// What stands in the journal. The first word says what it is about, the second one what has become of it.
/// Triggers of the database write some of it.
public enum JournalKind {
    AGENT_REGISTERED,
    AGENT_ENDED,
    ISSUE_CLAIMED,
    ISSUE_RELEASED,
    BRANCH_RESERVED,
    BRANCH_READY,
    RESERVATION_RELEASED,
    RESERVATION_LOST,
    WORK_CAPTURED,
    LOCK_ACQUIRED,
    LOCK_RELEASED,
    LOCK_EXPIRED,
    LOCK_LOST,
    LOCK_CROSSED,
    FILE_EDITED,
    TASK_CREATED,
    TASK_DEPENDS,
    TASK_CLAIMED,
    TASK_RELEASED,
    TASK_BLOCKED,
    TASK_UNBLOCKED,
    TASK_COMPLETED,
    TASK_CANCELLED,
    MESSAGE_SENT,
    MESSAGE_READ,
    MESSAGE_ACKNOWLEDGED,
    DECISION_MADE;

    /// As it stands there, such as `lock_acquired`.
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// What it is about, such as `lock`.
    public String topic() {
        return code().substring(0, code().indexOf('_'));
    }

    /// What has become of it, such as `acquired`.
    public String deed() {
        return code().substring(topic().length() + 1);
    }
}
