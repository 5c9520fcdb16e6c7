/// Git's plumbing done by JGit, and the test whether JGit can do it faithfully in a repository.
@NullMarked
package dev.kugetsu.worktrees.jgit;

import org.jspecify.annotations.NullMarked;
