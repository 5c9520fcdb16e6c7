/// Keeps the home of a daemon that runs for months small and safe: old rows go, copies are made, logs stay short.
@NullMarked
package dev.kugetsu.supervisor.maintenance;

import org.jspecify.annotations.NullMarked;
