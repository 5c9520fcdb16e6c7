/// Ending sessions, bringing them back, and removing what nobody needs.
@NullMarked
package dev.kugetsu.supervisor.cleanup;

import org.jspecify.annotations.NullMarked;
