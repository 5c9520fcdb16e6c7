/// Serves the queue: grants slots to turns that were handed over, conducts them, adopts those that nobody looks
/// after.
@NullMarked
package dev.kugetsu.supervisor.dispatch;

import org.jspecify.annotations.NullMarked;
