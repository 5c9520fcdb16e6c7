package dev.kugetsu.worktrees.local;

/// Is told each time when something has happened on the disk that a crash would leave behind.
interface Steps {
    void done(String step);
}
