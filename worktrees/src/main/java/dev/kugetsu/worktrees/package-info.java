/// The port of the module: local repositories, the linked worktrees that we own in them, and the work that is
/// saved when one is removed. Nothing here knows of issues, sessions or harnesses.
@NullMarked
package dev.kugetsu.worktrees;

import org.jspecify.annotations.NullMarked;
