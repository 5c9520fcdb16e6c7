/// What has to be done to a repository itself, as a small port: JGit and the git binary each serve it.
@NullMarked
package dev.kugetsu.worktrees.plumbing;

import org.jspecify.annotations.NullMarked;
