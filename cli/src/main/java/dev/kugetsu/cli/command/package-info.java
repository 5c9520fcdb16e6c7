/// The commands: options, one call of the supervisor, one answer, an exit code.
@NullMarked
package dev.kugetsu.cli.command;

import org.jspecify.annotations.NullMarked;
