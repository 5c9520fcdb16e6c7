/// The life of a worktree on this machine, from its creation to the recovery of what was removed with it.
@NullMarked
package dev.kugetsu.worktrees.local;

import org.jspecify.annotations.NullMarked;
