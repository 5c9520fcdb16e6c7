/// Text of the command line becomes values before a command runs.
@NullMarked
package dev.kugetsu.cli.convert;

import org.jspecify.annotations.NullMarked;
