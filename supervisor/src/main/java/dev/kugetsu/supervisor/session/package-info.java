/// Sessions and their worktrees as they are stored, and what a user may call them.
@NullMarked
package dev.kugetsu.supervisor.session;

import org.jspecify.annotations.NullMarked;
