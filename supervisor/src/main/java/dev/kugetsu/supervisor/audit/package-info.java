/// Compares rows with processes, worktrees, branches, saved work and files.
@NullMarked
package dev.kugetsu.supervisor.audit;

import org.jspecify.annotations.NullMarked;
