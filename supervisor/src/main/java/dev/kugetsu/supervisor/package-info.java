/// The port of the module: all that the command line and later hosts see of the supervisor.
@NullMarked
package dev.kugetsu.supervisor;

import org.jspecify.annotations.NullMarked;
