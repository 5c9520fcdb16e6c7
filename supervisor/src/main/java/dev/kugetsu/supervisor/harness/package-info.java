/// The harnesses that this supervisor can drive, by name.
@NullMarked
package dev.kugetsu.supervisor.harness;

import org.jspecify.annotations.NullMarked;
