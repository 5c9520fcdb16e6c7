/// Wires a supervisor together for a process of ours.
@NullMarked
package dev.kugetsu.supervisor.host;

import org.jspecify.annotations.NullMarked;
