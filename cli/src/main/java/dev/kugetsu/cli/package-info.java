/// The command line: parses arguments, makes one call of the supervisor, prints its answer.
@NullMarked
package dev.kugetsu.cli;

import org.jspecify.annotations.NullMarked;
