/// Git's plumbing done by the git binary, for repositories that JGit cannot serve faithfully.
@NullMarked
package dev.kugetsu.worktrees.gitcli;

import org.jspecify.annotations.NullMarked;
