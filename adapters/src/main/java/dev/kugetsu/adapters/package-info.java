/// The port of the module: what a harness is, what a turn of it is, and the values that pass between them and the
/// supervisor. Nothing here knows of issues, sessions of ours, worktrees or SQL.
@NullMarked
package dev.kugetsu.adapters;

import org.jspecify.annotations.NullMarked;
